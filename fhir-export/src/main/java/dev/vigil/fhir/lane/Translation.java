package dev.vigil.fhir.lane;

import dev.vigil.domain.reading.Observation;
import dev.vigil.fhir.sink.Export;
import dev.vigil.wire.FhirFailure;
import org.jspecify.annotations.Nullable;

/// What became of one record on its way to the sink.
///
/// @param reading the admitted reading it was, null where it was something else
/// @param failure why it gives nothing, null where it could be read and mapped
record Translation(Export export, @Nullable Observation reading, @Nullable FhirFailure failure) {

    static Translation of(Export export) {
        return new Translation(export, null, null);
    }
}
