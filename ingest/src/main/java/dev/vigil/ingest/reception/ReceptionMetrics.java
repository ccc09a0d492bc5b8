package dev.vigil.ingest.reception;

import dev.vigil.domain.reading.Reading;
import dev.vigil.ingest.check.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the doors count. Only what is acknowledged counts as accepted.
final class ReceptionMetrics {

    private final Counter acceptedReadings;
    private final Counter acceptedMeasurements;
    private final Counter notStored;
    private final Map<Refusal.Type, Counter> rejected;
    private final Timer takenReceived;
    private final Timer stored;

    ReceptionMetrics(MeterRegistry registry) {
        acceptedReadings = Counter.builder("vigil.ingest.accepted")
                .description("Readings acknowledged to their sender").register(registry);
        acceptedMeasurements = Counter.builder("vigil.measurements").tag("outcome", "accepted")
                .description("The ledger: what became of each measurement").register(registry);
        notStored = Counter.builder("vigil.ingest.unavailable")
                .description("Messages not acknowledged because Kafka did not take their readings")
                .register(registry);
        rejected = Arrays.stream(Refusal.Type.values()).collect(Collectors.toMap(Function.identity(),
                type -> Counter.builder("vigil.ingest.rejected").tag("type", type.code())
                        .description("Readings refused at the door").register(registry),
                (one, other) -> one, () -> new EnumMap<>(Refusal.Type.class)));
        takenReceived = Timer.builder("vigil.stage").tag("stage", "taken_received").publishPercentileHistogram()
                .description("Time a reading takes through a stage of the pipeline").register(registry);
        stored = Timer.builder("vigil.ingest.stored").publishPercentileHistogram()
                .description("Time until Kafka has the readings of a message").register(registry);
    }

    void accepted(int readings, int measurements) {
        acceptedReadings.increment(readings);
        acceptedMeasurements.increment(measurements);
    }

    void underway(Reading reading) {
        Duration underway = Duration.between(reading.reportedTime(), reading.receivedAt());
        if (!underway.isNegative()) {
            takenReceived.record(underway);
        }
    }

    void rejected(Refusal refusal) {
        Objects.requireNonNull(rejected.get(refusal.type()), "every type has a counter").increment();
    }

    void stored(Duration took) {
        stored.record(took);
    }

    void notStored() {
        notStored.increment();
    }
}
