/// Admission: whose a reading is, when it was taken, whether it can be true, and whether it has been here before.
@NullMarked
package dev.vigil.domain.admission;

import org.jspecify.annotations.NullMarked;
