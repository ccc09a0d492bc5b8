/// What the monitor keeps of a patient, in compact bytes: a version first, then fields in order. Never read by anyone
/// but the monitor itself.
@NullMarked
package dev.vigil.wire.monitor;

import org.jspecify.annotations.NullMarked;
