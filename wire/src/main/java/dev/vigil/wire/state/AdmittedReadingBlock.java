package dev.vigil.wire.state;

import dev.vigil.domain.admission.AdmittedReading;
import dev.vigil.domain.admission.Timing;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an admitted reading said, as far as it is judged by that; what only described its sending is not kept. Some
/// sixty bytes and fifteen for each measurement.
final class AdmittedReadingBlock {

    /// Positions are part of the format: append only.
    private static final List<Door> DOORS = List.of(Door.HTTP, Door.MQTT, Door.GATT, Door.FHIR, Door.OPENMHEALTH,
            Door.KAFKA, Door.MAPPED);

    private static final int UNKNOWN_USER = 0xFF;

    /// Since this version of a remembered reading.
    private static final int KNOWS_USERS = 3;

    private AdmittedReadingBlock() {
    }

    static void write(StateWriter to, AdmittedReading admitted) {
        Reading reading = admitted.reading();
        to.text(admitted.patientId().value()).instant(admitted.timing().takenAt())
                .durationOrNone(admitted.timing().offset()).instantOrNone(reading.takenAt())
                .durationOrNone(reading.takenAgo()).textOrNone(reading.gateway())
                .oneByte(DOORS.indexOf(reading.door())).oneByte(status(reading)).oneByte(user(reading.user()))
                .count(reading.measurements().size());
        for (RawMeasurement raw : reading.measurements()) {
            to.text(raw.vital()).textOrNone(raw.unit());
            switch (raw.value()) {
                case RawValue.Decimal decimal -> to.flag(true).text(decimal.value().toString());
                case RawValue.Text text -> to.flag(false).text(text.value());
            }
        }
    }

    private static int status(Reading reading) {
        return (reading.status().contains(MeasurementStatus.QUESTIONABLE) ? 1 : 0)
                | (reading.status().contains(MeasurementStatus.EARLY) ? 2 : 0);
    }

    private static Set<MeasurementStatus> status(int bits) {
        Set<MeasurementStatus> status = EnumSet.noneOf(MeasurementStatus.class);
        if ((bits & 1) != 0) {
            status.add(MeasurementStatus.QUESTIONABLE);
        }
        if ((bits & 2) != 0) {
            status.add(MeasurementStatus.EARLY);
        }
        return status;
    }

    static int user(@Nullable Integer user) {
        return user == null ? UNKNOWN_USER : user;
    }

    static @Nullable Integer user(StateReader from) {
        int user = from.oneByte();
        return user == UNKNOWN_USER ? null : Integer.valueOf(user);
    }

    static AdmittedReading read(StateReader from, DeviceId device, ReadingId id, Instant receivedAt) {
        PatientId patient = new PatientId(from.text());
        Timing timing = new Timing(from.time(), from.spanOrNone(), receivedAt);
        @Nullable Instant takenAt = from.instantOrNone();
        @Nullable Duration takenAgo = from.durationOrNone();
        @Nullable String gateway = from.textOrNone();
        Door door = DOORS.get(from.oneByte());
        Set<MeasurementStatus> status = status(from.oneByte());
        @Nullable Integer user = from.version() < KNOWS_USERS ? null : user(from);
        int count = from.parts();
        List<RawMeasurement> measurements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            measurements.add(measurement(from));
        }
        return new AdmittedReading(new Reading(device, id, takenAt, takenAgo, measurements, null, null, null,
                receivedAt, gateway, door, status, null, user), timing, patient);
    }

    private static RawMeasurement measurement(StateReader from) {
        String vital = from.text();
        String unit = from.textOrNone();
        RawValue value = from.flag() ? new RawValue.Decimal(new BigDecimal(from.text()))
                : new RawValue.Text(from.text());
        return new RawMeasurement(vital, value, unit);
    }
}
