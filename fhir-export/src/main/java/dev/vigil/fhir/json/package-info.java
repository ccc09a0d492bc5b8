/// FHIR's JSON, written from HAPI's model as fast as the model can be walked.
@NullMarked
package dev.vigil.fhir.json;

import org.jspecify.annotations.NullMarked;
