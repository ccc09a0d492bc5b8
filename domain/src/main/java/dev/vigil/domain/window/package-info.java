/// Rolling windows kept in panes, so that a reading costs the same whatever the window's length.
@NullMarked
package dev.vigil.domain.window;

import org.jspecify.annotations.NullMarked;
