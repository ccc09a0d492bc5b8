/// Open mHealth and IEEE 1752.1 data points as drafts of readings, and the door for them.
@NullMarked
package dev.vigil.ingest.openmhealth;

import org.jspecify.annotations.NullMarked;
