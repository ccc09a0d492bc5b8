package dev.vigil.app.bench.fhir;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// Admitted readings as they pile up while an EHR is away: four heart rates to one blood pressure, each of which
/// becomes one FHIR Observation.
final class BacklogReadings {

    private static final int PATIENTS = 200;
    private static final int PRESSURE_EVERY = 5;

    private final Instant start;

    BacklogReadings(Instant start) {
        this.start = start;
    }

    Observation reading(int number) {
        PatientId patient = new PatientId("bench-" + number % PATIENTS);
        DeviceId device = new DeviceId("bench-device-" + number % PATIENTS);
        ReadingId reading = new ReadingId("r-" + number);
        Instant taken = start.plusMillis(20L * number);
        return new Observation(Observation.idOf(patient, device, reading), 0, patient, device, null, reading, taken,
                null, null, taken.plusMillis(300), taken.plusMillis(320), measurements(number), false,
                ObservationStatus.FINAL);
    }

    private static List<Measurement> measurements(int number) {
        if (number % PRESSURE_EVERY == 0) {
            return List.of(measured(Vital.SYSTOLIC_BP, 110 + number % 40, "mm[Hg]"),
                    measured(Vital.DIASTOLIC_BP, 65 + number % 25, "mm[Hg]"));
        }
        return List.of(measured(Vital.HEART_RATE, 60 + number % 50, "/min"));
    }

    private static Measurement measured(Vital vital, int value, String unit) {
        return new Measurement(vital, new MeasuredValue.Quantity(BigDecimal.valueOf(value).setScale(vital.scale())),
                new Measurement.Original(new RawValue.Decimal(BigDecimal.valueOf(value)), unit), false);
    }
}
