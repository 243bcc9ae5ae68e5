/** Running an external tool: the only place that starts a process. */
package dev.edgeagent.process;
