package dev.vigil.wire.state;

import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// All that changes with a reading of a patient, in one record: a reading writes this one and no other of its state.
///
/// @param due when the patient wants to be told of the time at the latest
/// @param picturedAt when the current picture was published last, as far as it was written
/// @param vitals a [VitalRow] each, as bytes: nearly all are as they were
public record PatientRecord(Instant due, Instant picturedAt, PatientRow row, Map<Vital, byte[]> vitals) {

    /// What began with a lower one is a [PatientRow], from when each vital had a record of its own.
    private static final int VERSION = 64;

    public byte[] encode() {
        StateWriter to = StateWriter.version(VERSION).instant(due).instant(picturedAt).block(row.encode())
                .count(vitals.size());
        vitals.forEach((vital, bytes) -> to.text(vital.key()).block(bytes));
        return to.toBytes();
    }

    public static boolean isRecord(byte[] bytes) {
        return bytes.length > 0 && (bytes[0] & 0xff) >= VERSION;
    }

    public static PatientRecord decode(byte[] bytes) {
        StateReader from = StateReader.upTo(VERSION, bytes);
        Instant due = from.time();
        Instant picturedAt = from.time();
        PatientRow row = PatientRow.decode(from.block());
        int count = from.parts();
        Map<Vital, byte[]> vitals = new EnumMap<>(Vital.class);
        for (int i = 0; i < count; i++) {
            String key = from.text();
            vitals.put(Vital.ofKey(key).orElseThrow(() -> new IllegalStateException("kept state has an unknown vital")),
                    from.block());
        }
        return new PatientRecord(due, picturedAt, row, vitals);
    }

    /// The time alone, for whoever goes through all patients.
    public static Instant dueOf(byte[] bytes) {
        return isRecord(bytes) ? StateReader.upTo(VERSION, bytes).time() : Instant.EPOCH;
    }
}
