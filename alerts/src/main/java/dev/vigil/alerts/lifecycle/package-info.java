/// Signals and commands in, alerts out: the thin Kafka Streams shell around the alert lifecycle.
@NullMarked
package dev.vigil.alerts.lifecycle;

import org.jspecify.annotations.NullMarked;
