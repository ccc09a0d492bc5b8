package dev.vigil.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the EHR refused for good, or what could not be mapped.
///
/// @param patientId null where the record named nobody
/// @param resource as it was sent, null where none could be made
/// @param sourceTopic, sourcePartition, sourceOffset where it came from
/// @param status HTTP status of the refusal, 0 where nothing was sent
/// @param operationOutcome the server's, null where it gave none
/// @param deliveredAt when it was delivered after all, null while it is not
public record FhirFailure(@Nullable String patientId, @Nullable String resourceType, @Nullable String resourceId,
        String sourceTopic, int sourcePartition, long sourceOffset, int status, String reason,
        @Nullable JsonNode operationOutcome, @Nullable JsonNode resource, Instant failedAt,
        @Nullable Instant deliveredAt) {

    /// The same of a patient.
    public FhirFailure of(String patient) {
        return new FhirFailure(patient, resourceType, resourceId, sourceTopic, sourcePartition, sourceOffset, status,
                reason, operationOutcome, resource, failedAt, deliveredAt);
    }

    /// The word that ends it.
    public FhirFailure delivered(Instant at) {
        return new FhirFailure(patientId, resourceType, resourceId, sourceTopic, sourcePartition, sourceOffset, status,
                reason, null, null, failedAt, at);
    }
}
