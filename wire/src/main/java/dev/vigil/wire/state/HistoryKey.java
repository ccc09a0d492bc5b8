package dev.vigil.wire.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// Where a row of a patient's past lies: `patient|vital|time|observation` of the last point in it, and scores at
/// `patient|news2|minute` of the last one. Bytes sort as the times do, and of one time as the observations' ids do, so
/// one range is one stretch of one vital.
///
/// Times are eight bytes of nanoseconds since the epoch; what lies beyond the years 1677 to 2262 is kept at the end.
public final class HistoryKey {

    private static final String SCORES = "news2";
    private static final Instant EARLIEST = Instant.ofEpochSecond(-9_223_372_036L);
    private static final Instant LATEST = Instant.ofEpochSecond(9_223_372_036L);
    private static final int TIME = Long.BYTES;

    private HistoryKey() {
    }

    public static byte[] of(PatientId patient, Vital vital, Instant takenAt, String observationId) {
        byte[] beginning = beginning(patient, vital.key());
        byte[] id = observationId.getBytes(UTF_8);
        return ByteBuffer.allocate(beginning.length + TIME + id.length).put(beginning).putLong(sortable(takenAt))
                .put(id).array();
    }

    /// The least key of a time.
    public static byte[] from(PatientId patient, Vital vital, Instant time) {
        byte[] beginning = beginning(patient, vital.key());
        return ByteBuffer.allocate(beginning.length + TIME).put(beginning).putLong(sortable(time)).array();
    }

    /// Greater than every key of a time: no text begins with such a byte.
    public static byte[] to(PatientId patient, Vital vital, Instant time) {
        return to(beginning(patient, vital.key()), time);
    }

    public static byte[] toScore(PatientId patient, Instant minute) {
        return to(beginning(patient, SCORES), minute);
    }

    private static byte[] to(byte[] beginning, Instant time) {
        return ByteBuffer.allocate(beginning.length + TIME + 1).put(beginning).putLong(sortable(time))
                .put((byte) -1).array();
    }

    /// Greater than every key of a vital.
    public static byte[] end(PatientId patient, Vital vital) {
        return end(patient, vital.key());
    }

    public static byte[] endOfScores(PatientId patient) {
        return end(patient, SCORES);
    }

    private static byte[] end(PatientId patient, String what) {
        byte[] end = beginning(patient, what);
        end[end.length - 1]++;
        return end;
    }

    public static byte[] ofScore(PatientId patient, Instant minute) {
        byte[] beginning = beginning(patient, SCORES);
        return ByteBuffer.allocate(beginning.length + TIME).put(beginning).putLong(sortable(minute)).array();
    }

    /// Before and after everything of a patient.
    public static byte[] first(PatientId patient) {
        return (patient.value() + '|').getBytes(UTF_8);
    }

    public static byte[] last(PatientId patient) {
        return (patient.value() + '}').getBytes(UTF_8);
    }

    /// The time in a key of either kind.
    public static Instant timeOf(byte[] key) {
        int second = secondBar(key);
        long nanos = ByteBuffer.wrap(key, second + 1, TIME).getLong() ^ Long.MIN_VALUE;
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /// The vital of a measurement, none in a score's.
    public static Optional<Vital> vitalOf(byte[] key) {
        int second = secondBar(key);
        int first = second - 1;
        while (key[first] != '|') {
            first--;
        }
        return Vital.ofKey(new String(key, first + 1, second - first - 1, UTF_8));
    }

    static String observationOf(byte[] key) {
        int id = secondBar(key) + 1 + TIME;
        return new String(key, id, key.length - id, UTF_8);
    }

    private static int secondBar(byte[] key) {
        int bars = 0;
        for (int i = 0; i < key.length; i++) {
            if (key[i] == '|' && ++bars == 2) {
                return i;
            }
        }
        throw new IllegalStateException("a key of the history has no time");
    }

    private static byte[] beginning(PatientId patient, String what) {
        return (patient.value() + '|' + what + '|').getBytes(UTF_8);
    }

    private static long sortable(Instant time) {
        Instant kept = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return (kept.getEpochSecond() * 1_000_000_000L + kept.getNano()) ^ Long.MIN_VALUE;
    }
}
