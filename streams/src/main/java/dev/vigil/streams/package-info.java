/// The two Kafka Streams applications, admission by device and monitoring by patient: how they are set, started,
/// watched and closed.
@NullMarked
package dev.vigil.streams;

import org.jspecify.annotations.NullMarked;
