package dev.vigil.ingest.http;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.vital.Vital;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import dev.vigil.http.Replies;
import dev.vigil.ingest.advice.Advice;
import dev.vigil.ingest.advice.AdviceTexts;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Refusal;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the sender is told of each reading: the same words at every HTTP door.
///
/// @param rejected one entry for each refused reading, with its place in the body
/// @param advice what the patient can do at once about some of the readings
/// @param measureNext what the patient beside a device should measure next
/// @param retryAfter when the readings that came too fast may come again, null where none did
public record Answer(int accepted, List<Map<String, Object>> rejected, List<Advised> advice, List<Next> measureNext,
        @Nullable Duration retryAfter) {

    private static final Duration KAFKA_RETRY = Duration.ofSeconds(2);

    /// Who uploads many readings is no longer beside the device; the last of them may be fresh.
    private static final int MOST_LOOKED_AT = 8;

    /// @param index the reading's place in the body
    public record Advised(int index, Advice advice) {
    }

    /// @param index of the device's last reading
    public record Next(int index, Vital vital) {
    }

    public Answer {
        measureNext = List.copyOf(measureNext);
        rejected = List.copyOf(rejected);
        advice = List.copyOf(advice);
    }

    /// @param next what to measure after a reading
    public static Answer of(List<Checked> readings, Function<Reading, Optional<Vital>> next, Duration retryAfter) {
        List<Map<String, Object>> rejected = new ArrayList<>();
        boolean tooFast = false;
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i) instanceof Checked.Rejected(Refusal refusal)) {
                rejected.add(entry(i, refusal));
                tooFast |= refusal.type() == Refusal.Type.RATE_LIMITED;
            }
        }
        return new Answer(readings.size() - rejected.size(), rejected, advice(readings), measureNext(readings, next),
                tooFast ? retryAfter : null);
    }

    /// Once for each device, and never what the same request has brought.
    private static List<Next> measureNext(List<Checked> readings, Function<Reading, Optional<Vital>> next) {
        Map<DeviceId, Next> asked = new LinkedHashMap<>();
        for (int i = Math.max(0, readings.size() - MOST_LOOKED_AT); i < readings.size(); i++) {
            int index = i;
            if (readings.get(i) instanceof Checked.Accepted(Reading reading)) {
                next.apply(reading).filter(vital -> !bring(readings, vital))
                        .ifPresent(vital -> asked.put(reading.deviceId(), new Next(index, vital)));
            }
        }
        return List.copyOf(asked.values());
    }

    private static boolean bring(List<Checked> readings, Vital wanted) {
        return readings.stream().filter(Checked.Accepted.class::isInstance)
                .flatMap(reading -> ((Checked.Accepted) reading).reading().measurements().stream())
                .flatMap(measurement -> Vital.ofKey(measurement.vital()).flatMap(News2::parameterOf).stream())
                .anyMatch(wanted::equals);
    }

    private static List<Advised> advice(List<Checked> readings) {
        List<Advised> advice = new ArrayList<>();
        for (int i = Math.max(0, readings.size() - MOST_LOOKED_AT); i < readings.size(); i++) {
            Set<Advice> codes = switch (readings.get(i)) {
                case Checked.Accepted(Reading reading) -> Advice.of(reading);
                case Checked.Rejected(Refusal refusal) when refusal.type() == Refusal.Type.TECHNICAL ->
                    Advice.ofNothingMeasured();
                case Checked.Rejected ignored -> Set.of();
            };
            for (Advice code : codes) {
                advice.add(new Advised(i, code));
            }
        }
        return advice;
    }

    /// Whether a repeat of the same request would hear the same for good: no reading came too fast, and none was
    /// refused for its credential, which may be changed.
    boolean isFinal() {
        return retryAfter == null && rejected.stream().noneMatch(Answer::isNotAllowed);
    }

    private static boolean isNotAllowed(Map<String, Object> entry) {
        return Problem.urn(Refusal.Type.DEVICE_NOT_ALLOWED.code()).equals(entry.get("type"));
    }

    /// Kafka did not say in time that it has them.
    public static ProblemException notStored() {
        return new ProblemException(Problem.unavailable("kafka-unavailable",
                "The readings are not known to be stored; send the same again, with the same ids."), KAFKA_RETRY);
    }

    /// 202 where anything was accepted, else 429 where coming back helps, 403 where the credential covers none of the
    /// devices, else 400.
    ///
    /// @param texts the advice in the patient's language
    public void send(ServerResponse response, AdviceTexts texts) {
        if (accepted == 0) {
            throw new ProblemException(refusal(members(texts)), retryAfter);
        }
        if (retryAfter != null) {
            Replies.retryAfter(response, retryAfter);
        }
        if (!advice.isEmpty() || !measureNext.isEmpty()) {
            response.header(HeaderNames.CONTENT_LANGUAGE, texts.language().getLanguage());
        }
        Replies.json(response, 202, isPlain() ? plain(accepted) : Replies.bytes(members(texts)));
    }

    private boolean isPlain() {
        return rejected.isEmpty() && advice.isEmpty() && measureNext.isEmpty();
    }

    /// The same as for any other answer, of which the mapper would make more work than all the checks.
    static byte[] plain(int accepted) {
        return ("{\"accepted\":" + accepted + ",\"rejected\":[]}").getBytes(StandardCharsets.US_ASCII);
    }

    private Problem refusal(Map<String, Object> members) {
        if (retryAfter != null) {
            return new Problem(429, "rate-limited", "Too many readings",
                    "The device or its credential sends faster than it may.", members);
        }
        return rejected.stream().allMatch(Answer::isNotAllowed)
                ? new Problem(403, Refusal.Type.DEVICE_NOT_ALLOWED.code(), "Not your devices",
                        "The credential may push for none of these devices.", members)
                : new Problem(400, "every-reading-refused", "No reading was accepted",
                        "Every reading was refused; 'rejected' says why.", members);
    }

    /// As it is written.
    public Map<String, Object> members(AdviceTexts texts) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("accepted", accepted);
        members.put("rejected", rejected);
        if (!advice.isEmpty()) {
            members.put("advice", advice.stream().map(advised -> Map.of("index", advised.index(), "code",
                    advised.advice().code(), "text", texts.of(advised.advice()))).toList());
        }
        if (!measureNext.isEmpty()) {
            members.put("measureNext", measureNext.stream().map(asked -> Map.of("index", asked.index(), "vital",
                    asked.vital().key(), "text", texts.ofNext(asked.vital()))).toList());
        }
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
