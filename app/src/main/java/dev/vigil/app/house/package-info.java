/// Wiring and lifecycle: services are opened in the order of the flow and closed in reverse.
@NullMarked
package dev.vigil.app.house;

import org.jspecify.annotations.NullMarked;
