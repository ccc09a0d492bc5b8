/// Admission as a Streams application: reads what devices and operators say, keeps state per device, publishes what
/// the decider decides.
@NullMarked
package dev.vigil.streams.admission;

import org.jspecify.annotations.NullMarked;
