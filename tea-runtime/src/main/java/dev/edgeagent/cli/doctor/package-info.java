/** Whether tea can work on a machine: one check for each thing that users trip over. */
@NullMarked
package dev.edgeagent.cli.doctor;

import org.jspecify.annotations.NullMarked;
