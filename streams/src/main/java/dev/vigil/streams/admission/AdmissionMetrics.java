package dev.vigil.streams.admission;

import dev.vigil.domain.admission.Admission;
import dev.vigil.domain.admission.AdmissionOutcome;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Quarantine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What admission tells an operator: how long from receipt, and how many measurements went which way. Counted before
/// the transaction commits, so a repetition counts twice; the ledger itself is proved from the topics.
final class AdmissionMetrics {

    private final MeterRegistry meters;
    private final Timer receivedAdmitted;
    private final Counter admitted;
    private final Counter quarantined;
    private final Counter parked;
    private final Counter withdrawn;
    private final Counter duplicate;
    private final Counter unmoved;
    private final Counter clockAhead;
    private final Counter clockBehind;

    AdmissionMetrics(MeterRegistry meters) {
        this.meters = meters;
        receivedAdmitted = Timer.builder("vigil.stage").tag("stage", "received_admitted").publishPercentileHistogram()
                .register(meters);
        admitted = measurements(meters, "admitted");
        quarantined = measurements(meters, "quarantined");
        parked = measurements(meters, "parked");
        withdrawn = measurements(meters, "withdrawn");
        duplicate = measurements(meters, "duplicate");
        unmoved = Counter.builder("vigil.readings.unmoved")
                .description("Readings that a changed assignment left where they were, their content being forgotten")
                .register(meters);
        clockAhead = drifting(meters, "ahead");
        clockBehind = drifting(meters, "behind");
    }

    void admittedSince(Instant receivedAt, Instant now) {
        Duration took = Duration.between(receivedAt, now);
        receivedAdmitted.record(took.isNegative() ? Duration.ZERO : took);
    }

    void published(AdmissionOutcome outcome) {
        switch (outcome) {
            case AdmissionOutcome.Admitted(Observation observation) -> told(observation);
            case AdmissionOutcome.Listed ignored -> {}
            case AdmissionOutcome.Quarantined(Quarantine quarantine) -> quarantined(quarantine.original());
            case AdmissionOutcome.Parked waiting -> parked.increment(waiting.parked().reading().measurements().size());
            case AdmissionOutcome.Unparked ignored -> {}
            case AdmissionOutcome.Recorded ignored -> {}
        }
    }

    private void told(Observation observation) {
        if (observation.status() == ObservationStatus.ENTERED_IN_ERROR) {
            withdrawn.increment(observation.measurements().size());
        } else {
            admitted.increment(observation.measurements().size());
            clock(observation.clockOffset());
        }
    }

    /// A clock that is wrong by more than it may be in the future is somebody's to set.
    private void clock(@Nullable Duration offset) {
        if (offset != null && offset.abs().compareTo(Admission.FUTURE_TOLERANCE) > 0) {
            (offset.isNegative() ? clockAhead : clockBehind).increment();
        }
    }

    void unmoved(long readings) {
        unmoved.increment(readings);
    }

    MeterRegistry meters() {
        return meters;
    }

    void repeated(int measurements) {
        duplicate.increment(measurements);
    }

    private void quarantined(Quarantine.Original original) {
        switch (original) {
            case Quarantine.Original.OfReading reading ->
                quarantined.increment(reading.reading().measurements().size());
            case Quarantine.Original.OfBytes bytes ->
                meters.counter("vigil.malformed", "topic", bytes.topic()).increment();
        }
    }

    private static Counter drifting(MeterRegistry meters, String direction) {
        return Counter.builder("vigil.clock.corrected").tag("direction", direction)
                .description("Readings admitted whose device's clock was more than two minutes wrong and corrected")
                .register(meters);
    }

    private static Counter measurements(MeterRegistry meters, String outcome) {
        return meters.counter("vigil.measurements", "outcome", outcome);
    }
}
