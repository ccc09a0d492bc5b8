/// Readings of gateways that produce to Kafka themselves: checked and passed on, each exactly once.
@NullMarked
package dev.vigil.ingest.inbound;

import org.jspecify.annotations.NullMarked;
