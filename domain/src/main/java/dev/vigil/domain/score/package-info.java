/// Early-warning scores with what they do not know.
@NullMarked
package dev.vigil.domain.score;

import org.jspecify.annotations.NullMarked;
