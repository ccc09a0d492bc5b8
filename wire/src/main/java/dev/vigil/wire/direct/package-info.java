/// What goes through Kafka with every reading, written and read byte by byte; everything else is left to the mapper of
/// [dev.vigil.wire.json].
@NullMarked
package dev.vigil.wire.direct;

import org.jspecify.annotations.NullMarked;
