package dev.vigil.ingest.http;

import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Refusal;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the sender is told of each reading: the same words at every HTTP door.
///
/// @param rejected one entry for each refused reading, with its place in the body
/// @param retryAfter when the readings that came too fast may come again, null where none did
public record Answer(int accepted, List<Map<String, Object>> rejected, @Nullable Duration retryAfter) {

    private static final Duration KAFKA_RETRY = Duration.ofSeconds(2);

    public Answer {
        rejected = List.copyOf(rejected);
    }

    public static Answer of(List<Checked> readings, Duration retryAfter) {
        List<Map<String, Object>> rejected = new ArrayList<>();
        boolean tooFast = false;
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i) instanceof Checked.Rejected(Refusal refusal)) {
                rejected.add(entry(i, refusal));
                tooFast |= refusal.type() == Refusal.Type.RATE_LIMITED;
            }
        }
        return new Answer(readings.size() - rejected.size(), rejected, tooFast ? retryAfter : null);
    }

    /// Kafka did not say in time that it has them.
    public static ProblemException notStored() {
        return new ProblemException(Problem.unavailable("kafka-unavailable",
                "The readings are not known to be stored; send the same again, with the same ids."), KAFKA_RETRY);
    }

    /// 202 where anything was accepted, else 429 where coming back helps, 403 where the credential covers none of the
    /// devices, else 400.
    public void send(ServerResponse response) {
        if (accepted == 0) {
            throw new ProblemException(refusal(), retryAfter);
        }
        if (retryAfter != null) {
            Replies.retryAfter(response, retryAfter);
        }
        Replies.json(response, 202, Replies.bytes(members()));
    }

    private Problem refusal() {
        if (retryAfter != null) {
            return new Problem(429, "rate-limited", "Too many readings", "The device sends faster than it may.",
                    members());
        }
        String notAllowed = Problem.urn(Refusal.Type.DEVICE_NOT_ALLOWED.code());
        return rejected.stream().allMatch(entry -> notAllowed.equals(entry.get("type")))
                ? new Problem(403, Refusal.Type.DEVICE_NOT_ALLOWED.code(), "Not your devices",
                        "The credential may push for none of these devices.", members())
                : new Problem(400, "every-reading-refused", "No reading was accepted",
                        "Every reading was refused; 'rejected' says why.", members());
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("accepted", accepted);
        members.put("rejected", rejected);
        return members;
    }

    private static Map<String, Object> entry(int index, Refusal refusal) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("index", index);
        entry.put("type", Problem.urn(refusal.type().code()));
        entry.put("detail", refusal.detail());
        if (refusal.field() != null) {
            entry.put("field", refusal.field());
        }
        if (refusal.limit() != null) {
            entry.put("limit", refusal.limit());
        }
        return entry;
    }
}
