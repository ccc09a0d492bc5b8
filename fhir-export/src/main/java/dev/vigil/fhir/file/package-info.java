/// NDJSON files: one per resource type and partition, exactly once over any crash.
@NullMarked
package dev.vigil.fhir.file;

import org.jspecify.annotations.NullMarked;
