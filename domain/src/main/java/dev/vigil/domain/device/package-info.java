/// Devices and the intervals in which they belonged to a patient.
@NullMarked
package dev.vigil.domain.device;

import org.jspecify.annotations.NullMarked;
