/// How kept state is written: compact binary, a version byte first. Only our own programs read it, so what cannot be
/// read is a fault and stops the task.
@NullMarked
package dev.vigil.wire.state;

import org.jspecify.annotations.NullMarked;
