/// Who pushes: what a caller shows becomes a sender, or nothing. The same at every door.
@NullMarked
package dev.vigil.ingest.access;

import org.jspecify.annotations.NullMarked;
