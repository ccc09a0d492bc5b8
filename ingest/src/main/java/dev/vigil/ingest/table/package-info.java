/// Compacted topics as tables in memory: what a door must know at once, also while Kafka is away.
@NullMarked
package dev.vigil.ingest.table;

import org.jspecify.annotations.NullMarked;
