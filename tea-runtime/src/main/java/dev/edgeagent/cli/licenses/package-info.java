/** The licences and notices of what tea consists of. */
@NullMarked
package dev.edgeagent.cli.licenses;

import org.jspecify.annotations.NullMarked;
