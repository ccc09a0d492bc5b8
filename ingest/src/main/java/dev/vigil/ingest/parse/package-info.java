/// From the bytes of a body to drafts of readings, one broken reading at a time.
@NullMarked
package dev.vigil.ingest.parse;

import org.jspecify.annotations.NullMarked;
