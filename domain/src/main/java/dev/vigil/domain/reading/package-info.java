/// What a device says (a reading) and what became of it (observation, quarantine, outcome).
@NullMarked
package dev.vigil.domain.reading;

import org.jspecify.annotations.NullMarked;
