package dev.vigil.wire.direct;

import static dev.vigil.wire.direct.Names.DEVICE_ID;
import static dev.vigil.wire.direct.Names.GATEWAY;
import static dev.vigil.wire.direct.Names.ID;
import static dev.vigil.wire.direct.Names.MEASUREMENTS;
import static dev.vigil.wire.direct.Names.PATIENT_ID;
import static dev.vigil.wire.direct.Names.QUESTIONABLE;
import static dev.vigil.wire.direct.Names.READING_ID;
import static dev.vigil.wire.direct.Names.RECEIVED_AT;
import static dev.vigil.wire.direct.Names.REVISION;
import static dev.vigil.wire.direct.Names.STATUS;
import static dev.vigil.wire.direct.Names.TAKEN_AT;
import static dev.vigil.wire.direct.Names.UNIT;
import static dev.vigil.wire.direct.Names.VITAL;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Measurement.Original;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.Codec;
import dev.vigil.wire.direct.JsonSpan.Unusual;
import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Admitted readings.
public final class ObservationSpelling {

    private static final byte[] DEVICE_TAKEN_AT = JsonBytes.name("deviceTakenAt");
    private static final byte[] CLOCK_OFFSET = JsonBytes.name("clockOffset");
    private static final byte[] ADMITTED_AT = JsonBytes.name("admittedAt");
    private static final byte[] ORIGINAL = JsonBytes.name("original");
    private static final byte[] DOUBT = JsonBytes.name("doubt");
    private static final byte[] LATE = JsonBytes.name("late");
    private static final byte[] REASON = JsonBytes.name("reason");

    private static final byte[] BATTERY = JsonBytes.name("battery");
    private static final byte[] SIGNAL_QUALITY = JsonBytes.name("signalQuality");

    private ObservationSpelling() {
    }

    public static Codec<Observation> over(Codec<Observation> general) {
        return new Spelling<>(general, ObservationSpelling::write, ObservationSpelling::read);
    }

    private static void write(JsonBytes json, Observation observation) {
        Duration offset = observation.clockOffset();
        json.begin('{').field(ID, observation.id()).field(REVISION, observation.revision())
                .field(PATIENT_ID, observation.patientId().value()).field(DEVICE_ID, observation.deviceId().value())
                .field(GATEWAY, observation.gateway()).field(READING_ID, observation.readingId().value())
                .field(TAKEN_AT, observation.takenAt()).field(DEVICE_TAKEN_AT, observation.deviceTakenAt())
                .field(CLOCK_OFFSET, offset == null ? null : offset.toString())
                .field(RECEIVED_AT, observation.receivedAt()).field(ADMITTED_AT, observation.admittedAt())
                .name(MEASUREMENTS).begin('[');
        for (Measurement measurement : observation.measurements()) {
            json.begin('{').field(VITAL, measurement.vital().key());
            Values.measured(json, measurement.value());
            json.name(ORIGINAL).begin('{');
            Values.raw(json, measurement.original().value());
            json.field(UNIT, measurement.original().unit()).end('}')
                    .field(QUESTIONABLE, measurement.questionable()).field(DOUBT, code(measurement.doubt()))
                    .field(UNIT, measurement.unit()).end('}');
        }
        json.end(']').field(LATE, observation.late()).field(STATUS, observation.status().code())
                .field(REASON, observation.reason()).field(BATTERY, observation.battery())
                .field(SIGNAL_QUALITY, observation.signalQuality()).end('}');
    }

    private static Observation read(JsonSpan json) throws Unusual {
        json.skip('{');
        String id = json.text(ID);
        int revision = json.count(REVISION);
        PatientId patient = new PatientId(json.text(PATIENT_ID));
        DeviceId device = new DeviceId(json.text(DEVICE_ID));
        String gateway = json.textOrNone(GATEWAY);
        ReadingId reading = new ReadingId(json.text(READING_ID));
        Instant takenAt = json.instant(TAKEN_AT);
        Instant deviceTakenAt = json.instantOrNone(DEVICE_TAKEN_AT);
        String offset = json.textOrNone(CLOCK_OFFSET);
        Instant receivedAt = json.instant(RECEIVED_AT);
        Instant admittedAt = json.instant(ADMITTED_AT);
        List<Measurement> measurements = measurements(json);
        boolean late = json.flag(LATE);
        ObservationStatus status = status(json.text(STATUS));
        String reason = json.textOrNone(REASON);
        BigDecimal battery = json.decimalOrNone(BATTERY);
        BigDecimal signalQuality = json.decimalOrNone(SIGNAL_QUALITY);
        json.skip('}');
        return new Observation(id, revision, patient, device, gateway, reading, takenAt, deviceTakenAt,
                offset == null ? null : Instants.parseDuration(offset), receivedAt, admittedAt, measurements, late,
                status, reason, battery, signalQuality);
    }

    private static List<Measurement> measurements(JsonSpan json) throws Unusual {
        List<Measurement> measurements = new ArrayList<>(4);
        json.require(MEASUREMENTS);
        json.skip('[');
        do {
            json.skip('{');
            measurements.add(measurement(json));
            json.skip('}');
        } while (json.skips(','));
        json.skip(']');
        return measurements;
    }

    private static Measurement measurement(JsonSpan json) throws Unusual {
        Vital vital = Values.vital(json);
        MeasuredValue value = Values.measured(json);
        json.require(ORIGINAL);
        json.skip('{');
        Original original = new Original(Values.raw(json), json.textOrNone(UNIT));
        json.skip('}');
        boolean questionable = json.flag(QUESTIONABLE);
        String doubt = json.textOrNone(DOUBT);
        json.textOrNone(UNIT); // follows from the vital
        return doubt == null ? new Measurement(vital, value, original, questionable)
                : new Measurement(vital, value, original, doubt(doubt));
    }

    private static @Nullable String code(@Nullable Doubt doubt) {
        return doubt == null ? null : doubt.code();
    }

    private static Doubt doubt(String code) throws Unusual {
        for (Doubt doubt : Doubt.values()) {
            if (doubt.code().equals(code)) {
                return doubt;
            }
        }
        throw new Unusual();
    }

    private static ObservationStatus status(String code) throws Unusual {
        for (ObservationStatus status : ObservationStatus.values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        throw new Unusual();
    }
}
