/** {@code variants.yaml} as records. Whatever this package returns is complete and valid. */
package dev.edgeagent.variant;
