package dev.vigil.streams.monitoring;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.state.HistoryCodec;
import dev.vigil.wire.state.HistoryKey;
import java.time.Instant;
import java.util.List;

/// One line of a patient's past in the order of time: what is in it, and how rows of it are kept.
interface PastLine<T> {

    Instant time(T one);

    /// Whether one comes before another; what neither comes before is the same one.
    boolean isBefore(T one, T other);

    /// Sorts as [#isBefore] does.
    byte[] key(T one);

    /// The least key of a time.
    byte[] from(Instant time);

    /// Greater than every key of a time.
    byte[] to(Instant time);

    /// Greater than every key of the line.
    byte[] end();

    byte[] encode(List<T> row);

    List<T> decode(byte[] key, byte[] row);

    record OfVital(PatientId patient, Vital vital) implements PastLine<HistoryPoint> {

        @Override
        public Instant time(HistoryPoint point) {
            return point.takenAt();
        }

        @Override
        public boolean isBefore(HistoryPoint one, HistoryPoint other) {
            return one.isBefore(other);
        }

        @Override
        public byte[] key(HistoryPoint point) {
            return HistoryKey.of(patient, vital, point.takenAt(), point.observationId());
        }

        @Override
        public byte[] from(Instant time) {
            return HistoryKey.from(patient, vital, time);
        }

        @Override
        public byte[] to(Instant time) {
            return HistoryKey.to(patient, vital, time);
        }

        @Override
        public byte[] end() {
            return HistoryKey.end(patient, vital);
        }

        @Override
        public byte[] encode(List<HistoryPoint> row) {
            return HistoryCodec.encodePoints(vital, row);
        }

        @Override
        public List<HistoryPoint> decode(byte[] key, byte[] row) {
            return HistoryCodec.decodePoints(vital, key, row);
        }
    }

    record OfScores(PatientId patient) implements PastLine<ToldScore> {

        @Override
        public Instant time(ToldScore score) {
            return score.minute();
        }

        @Override
        public boolean isBefore(ToldScore one, ToldScore other) {
            return one.minute().isBefore(other.minute());
        }

        @Override
        public byte[] key(ToldScore score) {
            return HistoryKey.ofScore(patient, score.minute());
        }

        @Override
        public byte[] from(Instant time) {
            return HistoryKey.ofScore(patient, time);
        }

        @Override
        public byte[] to(Instant time) {
            return HistoryKey.toScore(patient, time);
        }

        @Override
        public byte[] end() {
            return HistoryKey.endOfScores(patient);
        }

        @Override
        public byte[] encode(List<ToldScore> row) {
            return HistoryCodec.encodeScores(row);
        }

        @Override
        public List<ToldScore> decode(byte[] key, byte[] row) {
            return HistoryCodec.decodeScores(key, row);
        }
    }
}
