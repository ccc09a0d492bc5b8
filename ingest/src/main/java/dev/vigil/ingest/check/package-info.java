/// What the bytes of a reading alone show: drafts become readings or refusals. Pure: the domain and the JDK, no clock,
/// no framework.
@NullMarked
package dev.vigil.ingest.check;

import org.jspecify.annotations.NullMarked;
