/// The latest picture of a patient: what a worklist shows.
@NullMarked
package dev.vigil.domain.current;

import org.jspecify.annotations.NullMarked;
