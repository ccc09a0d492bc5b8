/// The monitoring application: a thin Kafka Streams shell around the pure monitor, keyed by patient.
@NullMarked
package dev.vigil.streams.monitoring;

import org.jspecify.annotations.NullMarked;
