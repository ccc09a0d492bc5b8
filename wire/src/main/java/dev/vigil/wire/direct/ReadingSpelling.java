package dev.vigil.wire.direct;

import static dev.vigil.wire.direct.Names.DEVICE_ID;
import static dev.vigil.wire.direct.Names.GATEWAY;
import static dev.vigil.wire.direct.Names.ID;
import static dev.vigil.wire.direct.Names.MEASUREMENTS;
import static dev.vigil.wire.direct.Names.RECEIVED_AT;
import static dev.vigil.wire.direct.Names.STATUS;
import static dev.vigil.wire.direct.Names.TAKEN_AT;
import static dev.vigil.wire.direct.Names.UNIT;
import static dev.vigil.wire.direct.Names.VITAL;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.wire.Codec;
import dev.vigil.wire.direct.JsonSpan.Unusual;
import dev.vigil.wire.json.Instants;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Readings as accepted.
public final class ReadingSpelling {

    private static final byte[] REPLACES = JsonBytes.name("replaces");
    private static final byte[] TAKEN_AGO = JsonBytes.name("takenAgo");
    private static final byte[] BATTERY = JsonBytes.name("battery");
    private static final byte[] SIGNAL_QUALITY = JsonBytes.name("signalQuality");
    private static final byte[] SENT_AT = JsonBytes.name("sentAt");
    private static final byte[] USER = JsonBytes.name("user");
    private static final byte[] DOOR = JsonBytes.name("door");

    private ReadingSpelling() {
    }

    public static Codec<Reading> over(Codec<Reading> general) {
        return new Spelling<>(general, ReadingSpelling::write, ReadingSpelling::read);
    }

    private static void write(JsonBytes json, Reading reading) {
        ReadingId replaces = reading.replaces();
        Duration takenAgo = reading.takenAgo();
        json.begin('{').field(DEVICE_ID, reading.deviceId().value()).field(ID, reading.id().value())
                .field(TAKEN_AT, reading.takenAt()).field(TAKEN_AGO, takenAgo == null ? null : takenAgo.toString())
                .name(MEASUREMENTS).begin('[');
        for (RawMeasurement measurement : reading.measurements()) {
            json.begin('{').field(VITAL, measurement.vital());
            Values.raw(json, measurement.value());
            json.field(UNIT, measurement.unit()).end('}');
        }
        json.end(']').field(BATTERY, reading.battery()).field(SIGNAL_QUALITY, reading.signalQuality())
                .field(SENT_AT, reading.sentAt()).field(RECEIVED_AT, reading.receivedAt())
                .field(GATEWAY, reading.gateway()).field(DOOR, reading.door().name().toLowerCase(Locale.ROOT));
        if (!reading.status().isEmpty()) {
            json.name(STATUS).begin('[');
            reading.status().forEach(status -> json.text(status.code()));
            json.end(']');
        }
        json.field(REPLACES, replaces == null ? null : replaces.value());
        if (reading.user() != null) {
            json.field(USER, reading.user());
        }
        json.end('}');
    }

    private static Reading read(JsonSpan json) throws Unusual {
        json.skip('{');
        DeviceId device = new DeviceId(json.text(DEVICE_ID));
        ReadingId id = new ReadingId(json.text(ID));
        Instant takenAt = json.instantOrNone(TAKEN_AT);
        String ago = json.textOrNone(TAKEN_AGO);
        List<RawMeasurement> measurements = measurements(json);
        BigDecimal battery = json.decimalOrNone(BATTERY);
        BigDecimal signalQuality = json.decimalOrNone(SIGNAL_QUALITY);
        Instant sentAt = json.instantOrNone(SENT_AT);
        Instant receivedAt = json.instant(RECEIVED_AT);
        @Nullable String gateway = json.textOrNone(GATEWAY);
        Door door = door(json.text(DOOR));
        Set<MeasurementStatus> status = json.has(STATUS) ? Set.of(status(json)) : Set.of();
        String replaces = json.textOrNone(REPLACES);
        @Nullable Integer user = json.has(USER) ? Integer.valueOf(json.wholeNumber()) : null;
        json.skip('}');
        return new Reading(device, id, takenAt, ago == null ? null : Instants.parseDuration(ago), measurements,
                battery, signalQuality, sentAt, receivedAt, gateway, door, status,
                replaces == null ? null : new ReadingId(replaces), user);
    }

    private static List<RawMeasurement> measurements(JsonSpan json) throws Unusual {
        List<RawMeasurement> measurements = new ArrayList<>(4);
        json.require(MEASUREMENTS);
        json.skip('[');
        do {
            json.skip('{');
            measurements.add(new RawMeasurement(json.text(VITAL), Values.raw(json), json.textOrNone(UNIT)));
            json.skip('}');
        } while (json.skips(','));
        json.skip(']');
        return measurements;
    }

    private static Door door(String code) throws Unusual {
        for (Door door : Door.values()) {
            if (door.name().equalsIgnoreCase(code) && code.equals(code.toLowerCase(Locale.ROOT))) {
                return door;
            }
        }
        throw new Unusual();
    }

    private static MeasurementStatus status(JsonSpan json) throws Unusual {
        json.skip('[');
        String code = json.text();
        json.skip(']');
        for (MeasurementStatus status : MeasurementStatus.values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        throw new Unusual();
    }
}
