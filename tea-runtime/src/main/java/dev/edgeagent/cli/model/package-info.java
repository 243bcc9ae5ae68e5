/** What is known of a model without loading it. */
@NullMarked
package dev.edgeagent.cli.model;

import org.jspecify.annotations.NullMarked;
