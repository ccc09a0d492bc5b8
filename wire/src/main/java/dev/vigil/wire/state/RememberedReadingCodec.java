package dev.vigil.wire.state;

import dev.vigil.domain.admission.AdmittedReading;
import dev.vigil.domain.admission.RememberedReading;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.reading.ReadingOutcome.OfMeasurement;
import dev.vigil.domain.reading.ReadingOutcome.Retracted;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The exact memory of one reading; there are many, so the id of its one observation is written once and as 16 bytes.
public final class RememberedReadingCodec implements StateCodec<RememberedReading> {

    private static final int VERSION = 3;

    /// Positions are part of the format: append only.
    private static final List<Fate> FATES = List.of(Fate.ADMITTED, Fate.QUARANTINED, Fate.PARKED, Fate.WITHDRAWN,
            Fate.REATTRIBUTED);
    private static final List<QuarantineReason> REASONS = List.of(QuarantineReason.MALFORMED,
            QuarantineReason.UNKNOWN_VITAL, QuarantineReason.UNKNOWN_UNIT, QuarantineReason.IMPLAUSIBLE,
            QuarantineReason.FUTURE, QuarantineReason.TOO_OLD, QuarantineReason.CONFLICT,
            QuarantineReason.UNASSIGNED, QuarantineReason.AMBIGUOUS_ASSIGNMENT,
            QuarantineReason.TEST, QuarantineReason.TECHNICAL, QuarantineReason.UNMAPPED,
            QuarantineReason.DEVICE_NOT_ALLOWED);
    private static final List<Retracted> RETRACTED =
            List.of(Retracted.WITHDRAWN, Retracted.AWAITED, Retracted.FORGOTTEN);

    @Override
    public byte[] encode(RememberedReading remembered) {
        ReadingOutcome outcome = remembered.outcome();
        StateWriter writer = StateWriter.version(VERSION).fixed(remembered.content())
                .fixed(remembered.reportedDay())
                .text(outcome.deviceId().value()).text(outcome.readingId().value()).instant(outcome.receivedAt())
                .instant(outcome.at()).count(outcome.duplicates()).count(outcome.conflicts());
        observationId(writer, outcome.measurements());
        writer.count(outcome.measurements().size());
        for (OfMeasurement each : outcome.measurements()) {
            QuarantineReason reason = each.reason();
            writer.text(each.vital()).oneByte(FATES.indexOf(each.fate()))
                    .oneByte(reason == null ? 0 : REASONS.indexOf(reason) + 1).flag(each.observationId() != null);
        }
        Retracted retracted = outcome.retracted();
        writer.oneByte(retracted == null ? 0 : RETRACTED.indexOf(retracted) + 1).count(remembered.revision());
        AdmittedReading admitted = remembered.admitted();
        writer.flag(admitted != null);
        if (admitted != null) {
            AdmittedReadingBlock.write(writer, admitted);
        }
        return writer.toBytes();
    }

    @Override
    public RememberedReading decode(byte[] bytes) {
        StateReader reader = StateReader.upTo(VERSION, bytes);
        long content = reader.fixed();
        long reportedDay = reader.fixed();
        DeviceId device = new DeviceId(reader.text());
        ReadingId reading = new ReadingId(reader.text());
        var receivedAt = reader.time();
        var at = reader.time();
        int duplicates = reader.count();
        int conflicts = reader.count();
        String observationId = reader.flag() ? new UUID(reader.fixed(), reader.fixed()).toString() : null;
        int count = reader.parts();
        List<OfMeasurement> measurements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            measurements.add(ofMeasurement(reader, observationId));
        }
        boolean first = reader.version() == 1; // knew of no corrections
        int retracted = first ? 0 : reader.oneByte();
        int revision = first ? 0 : reader.count();
        AdmittedReading admitted = !first && reader.flag()
                ? AdmittedReadingBlock.read(reader, device, reading, receivedAt) : null;
        return new RememberedReading(content, reportedDay,
                new ReadingOutcome(device, reading, receivedAt, at, measurements, duplicates, conflicts,
                        retracted == 0 ? null : RETRACTED.get(retracted - 1)),
                revision, admitted);
    }

    private static void observationId(StateWriter writer, List<OfMeasurement> measurements) {
        for (OfMeasurement each : measurements) {
            if (each.observationId() != null) {
                UUID id = UUID.fromString(each.observationId());
                writer.flag(true).fixed(id.getMostSignificantBits()).fixed(id.getLeastSignificantBits());
                return;
            }
        }
        writer.flag(false);
    }

    private static OfMeasurement ofMeasurement(StateReader reader, @Nullable String observationId) {
        String vital = reader.text();
        Fate fate = FATES.get(reader.oneByte());
        int reason = reader.oneByte();
        return new OfMeasurement(vital, fate, reason == 0 ? null : REASONS.get(reason - 1),
                reader.flag() ? observationId : null);
    }
}
