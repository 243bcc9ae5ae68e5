/** The actions that come with tea, one small class each. */
@NullMarked
package dev.edgeagent.action.builtin;

import org.jspecify.annotations.NullMarked;
