package dev.vigil.fhir.lane;

import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.sink.Export;
import dev.vigil.wire.FhirFailure;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of one record on its way to the sink.
///
/// @param reading the admitted reading it was, null where it was something else
/// @param sampled vitals of the reading's patient that go out as samples
/// @param failure why it gives nothing, null where it could be read and mapped
record Translation(Export export, @Nullable Observation reading, Set<Vital> sampled,
        @Nullable FhirFailure failure) {

    /// A failure is of the patient whom the record's key names, so that it can be sent again in their order.
    Translation of(Optional<String> patient) {
        return failure == null || patient.isEmpty() ? this
                : new Translation(export, reading, sampled, failure.of(patient.get()));
    }

    static Translation of(Export export) {
        return new Translation(export, null, Set.of(), null);
    }
}
