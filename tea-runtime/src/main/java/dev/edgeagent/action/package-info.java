/**
 * What nodes can run. An action gets rendered parameters and gives a result; it knows neither graph
 * nor state.
 */
@NullMarked
package dev.edgeagent.action;

import org.jspecify.annotations.NullMarked;
