package dev.vigil.wire.direct;

import static dev.vigil.wire.direct.Names.AT;
import static dev.vigil.wire.direct.Names.DEVICE_ID;
import static dev.vigil.wire.direct.Names.MEASUREMENTS;
import static dev.vigil.wire.direct.Names.OBSERVATION_ID;
import static dev.vigil.wire.direct.Names.READING_ID;
import static dev.vigil.wire.direct.Names.RECEIVED_AT;
import static dev.vigil.wire.direct.Names.VITAL;

import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.wire.Codec;

/// What became of each reading; few read it.
public final class OutcomeSpelling {

    private static final byte[] OUTCOME = JsonBytes.name("outcome");
    private static final byte[] REASON = JsonBytes.name("reason");
    private static final byte[] DUPLICATES = JsonBytes.name("duplicates");
    private static final byte[] CONFLICTS = JsonBytes.name("conflicts");

    private static final byte[] RETRACTED = JsonBytes.name("retracted");

    private OutcomeSpelling() {
    }

    public static Codec<ReadingOutcome> over(Codec<ReadingOutcome> general) {
        return new Spelling<>(general, OutcomeSpelling::write, Spelling.unread());
    }

    private static void write(JsonBytes json, ReadingOutcome outcome) {
        ReadingOutcome.Retracted retracted = outcome.retracted();
        json.begin('{').field(DEVICE_ID, outcome.deviceId().value()).field(READING_ID, outcome.readingId().value())
                .field(RECEIVED_AT, outcome.receivedAt()).field(AT, outcome.at()).name(MEASUREMENTS).begin('[');
        for (ReadingOutcome.OfMeasurement each : outcome.measurements()) {
            QuarantineReason reason = each.reason();
            json.begin('{').field(VITAL, each.vital()).field(OUTCOME, each.fate().code())
                    .field(REASON, reason == null ? null : reason.code())
                    .field(OBSERVATION_ID, each.observationId()).end('}');
        }
        json.end(']').field(DUPLICATES, outcome.duplicates()).field(CONFLICTS, outcome.conflicts())
                .field(RETRACTED, retracted == null ? null : retracted.code()).end('}');
    }
}
