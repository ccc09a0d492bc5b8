package dev.vigil.fhir.mapping;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.UnitConversion;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Admitted readings of every vital, unit and circumstance, by seed.
public final class RandomReadings {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    private final Random random;
    private int count;

    public RandomReadings(long seed) {
        random = new Random(seed);
    }

    public Observation next() {
        count++;
        PatientId patient = new PatientId("p" + random.nextInt(20));
        DeviceId device = new DeviceId("d" + random.nextInt(40));
        ReadingId reading = new ReadingId("r-" + count);
        Instant taken = START.plusNanos((long) count * 1_000_000_000L + (random.nextInt(3) * 123_456_789L));
        Duration offset = random.nextInt(5) == 0 ? Duration.ofSeconds(random.nextInt(600) - 300) : null;
        ObservationStatus status = random.nextInt(10) == 0
                ? ObservationStatus.values()[random.nextInt(3)] : ObservationStatus.FINAL;
        return new Observation(Observation.idOf(patient, device, reading), status.ordinal(), patient, device,
                random.nextBoolean() ? "gw-" + random.nextInt(3) : null, reading, taken,
                offset == null ? null : taken.minus(offset), offset, taken.plusMillis(800), taken.plusMillis(820),
                measurements(), random.nextInt(8) == 0, status);
    }

    private List<Measurement> measurements() {
        List<Measurement> measurements = new ArrayList<>();
        int size = 1 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            measurements.add(measurement(Vital.values()[random.nextInt(Vital.values().length)]));
        }
        return measurements;
    }

    private Measurement measurement(Vital vital) {
        if (vital.coded()) {
            return Samples.level(Consciousness.values()[random.nextInt(Consciousness.values().length)]);
        }
        UnitConversion unit = vital.units().get(random.nextInt(vital.units().size()));
        BigDecimal ofRecord = between(vital.plausible().low(), vital.plausible().high(), vital.scale());
        String written = random.nextBoolean() ? ofRecord.toPlainString()
                : ofRecord.setScale(random.nextInt(vital.scale() + 1), RoundingMode.DOWN).toPlainString();
        Measurement measurement = Samples.measured(vital, ofRecord.toPlainString(), written, unit.ucum());
        return vital.trusted().contains(ofRecord) ? measurement : Samples.questionable(measurement);
    }

    private BigDecimal between(BigDecimal low, BigDecimal high, int scale) {
        BigDecimal share = BigDecimal.valueOf(random.nextInt(1_000_001), 6);
        return low.add(high.subtract(low).multiply(share)).setScale(scale, RoundingMode.HALF_UP);
    }
}
