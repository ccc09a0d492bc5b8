package dev.vigil.app.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// A reading of a recording, ready to be pushed.
///
/// @param takenAt in the recording's own time until it is rebased
/// @param arrivesAt when it goes out; the same as takenAt where the recording does not tell
/// @param json as the device would push it, without `takenAt`
public record RecordedReading(String deviceId, Instant takenAt, Instant arrivesAt, ObjectNode json) {

    public ObjectNode toJson() {
        return json.deepCopy().put("takenAt", takenAt.toString());
    }
}
