/// Readings into Kafka: acknowledged by all in-sync replicas or not answered as accepted.
@NullMarked
package dev.vigil.ingest.publish;

import org.jspecify.annotations.NullMarked;
