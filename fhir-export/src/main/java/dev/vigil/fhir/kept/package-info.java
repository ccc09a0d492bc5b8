/// What the exporter must remember over restarts, on compacted topics: ids that a server gave, and records that wait.
@NullMarked
package dev.vigil.fhir.kept;

import org.jspecify.annotations.NullMarked;
