/** The workflow document: YAML to records that know their place in the file. */
@NullMarked
package dev.edgeagent.workflow;

import org.jspecify.annotations.NullMarked;
