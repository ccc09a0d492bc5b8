/// A rule's condition that started, changed or ended, with the numbers that say why.
@NullMarked
package dev.vigil.domain.signal;

import org.jspecify.annotations.NullMarked;
