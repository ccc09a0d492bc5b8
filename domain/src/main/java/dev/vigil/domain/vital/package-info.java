/// The vital catalogue: what can be measured, in which units, within which ranges, under which codes.
@NullMarked
package dev.vigil.domain.vital;

import org.jspecify.annotations.NullMarked;
