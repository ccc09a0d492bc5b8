/// What a reading costs in CPU: Vigil's two streams applications beside the least that Kafka Streams itself takes.
@NullMarked
package dev.vigil.app.bench.streams;

import org.jspecify.annotations.NullMarked;
