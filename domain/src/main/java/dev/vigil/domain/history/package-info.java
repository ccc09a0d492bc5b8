/// What was measured of a patient in the last days, point by point: what lets the past be decided again.
@NullMarked
package dev.vigil.domain.history;

import org.jspecify.annotations.NullMarked;
