package dev.vigil.streams.admission;

import dev.vigil.domain.admission.AdmissionOutcome;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/// What admission tells an operator: how long from receipt, and how many measurements went which way. Counted before
/// the transaction commits, so a repetition counts twice; the ledger itself is proved from the topics.
final class AdmissionMetrics {

    private final MeterRegistry meters;
    private final Timer receivedAdmitted;
    private final Counter admitted;
    private final Counter quarantined;
    private final Counter parked;
    private final Counter duplicate;

    AdmissionMetrics(MeterRegistry meters) {
        this.meters = meters;
        receivedAdmitted = Timer.builder("vigil.stage").tag("stage", "received_admitted").publishPercentileHistogram()
                .register(meters);
        admitted = measurements(meters, "admitted");
        quarantined = measurements(meters, "quarantined");
        parked = measurements(meters, "parked");
        duplicate = measurements(meters, "duplicate");
    }

    void admittedSince(Instant receivedAt, Instant now) {
        Duration took = Duration.between(receivedAt, now);
        receivedAdmitted.record(took.isNegative() ? Duration.ZERO : took);
    }

    void published(AdmissionOutcome outcome) {
        switch (outcome) {
            case AdmissionOutcome.Admitted(Observation observation) ->
                admitted.increment(observation.measurements().size());
            case AdmissionOutcome.Quarantined(Quarantine quarantine) -> quarantined(quarantine.original());
            case AdmissionOutcome.Parked waiting -> parked.increment(waiting.parked().reading().measurements().size());
            case AdmissionOutcome.Unparked ignored -> {}
            case AdmissionOutcome.Recorded ignored -> {}
        }
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

    private static Counter measurements(MeterRegistry meters, String outcome) {
        return meters.counter("vigil.measurements", "outcome", outcome);
    }
}
