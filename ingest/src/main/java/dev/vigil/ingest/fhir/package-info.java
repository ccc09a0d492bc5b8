/// FHIR R4 Observations and Bundles as drafts of readings, and the doors that answer in FHIR.
@NullMarked
package dev.vigil.ingest.fhir;

import org.jspecify.annotations.NullMarked;
