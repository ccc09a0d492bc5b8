/// Vigil's own HTTP clients: what a device pushes and what a care team enters, by the same doors as everybody else's.
@NullMarked
package dev.vigil.app.client;

import org.jspecify.annotations.NullMarked;
