/// Gateways through a time without Kafka: what they took, and what was kept.
@NullMarked
package dev.vigil.app.bench.outage;

import org.jspecify.annotations.NullMarked;
