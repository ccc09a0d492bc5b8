package dev.vigil.wire;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A record on its way to the EHR that waits there for something.
///
/// @param patientId whose lane of work stops with it: what comes later of this patient waits behind it
/// @param sourceTopic, sourcePartition, sourceOffset where it came from
/// @param value the source's record, null where its topic has forgotten it
/// @param retryOf what a person asked to be sent again, null where it waits for its patient
public record FhirParked(String patientId, String sourceTopic, int sourcePartition, long sourceOffset,
        byte @Nullable [] value, @Nullable FhirFailure retryOf, Instant parkedAt) {

    public FhirParked {
        if (value == null && (retryOf == null || retryOf.resource() == null)) {
            throw new IllegalArgumentException("what waits has a value or a resource");
        }
    }

    /// A refused resource that a person wants sent again.
    ///
    /// @param value the source's record, where its topic still has it
    public static FhirParked again(FhirFailure failure, String patientId, Optional<byte[]> value, Instant at) {
        return new FhirParked(patientId, failure.sourceTopic(), failure.sourcePartition(), failure.sourceOffset(),
                value.orElse(null), failure, at);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FhirParked that && patientId.equals(that.patientId)
                && sourceTopic.equals(that.sourceTopic) && sourcePartition == that.sourcePartition
                && sourceOffset == that.sourceOffset && Arrays.equals(value, that.value)
                && Objects.equals(retryOf, that.retryOf) && parkedAt.equals(that.parkedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sourceTopic, sourcePartition, sourceOffset, parkedAt);
    }

    /// Patient data stays out of logs.
    @Override
    public String toString() {
        return sourceTopic + "-" + sourcePartition + "@" + sourceOffset;
    }
}
