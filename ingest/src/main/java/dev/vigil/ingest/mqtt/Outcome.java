package dev.vigil.ingest.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.advice.AdviceTexts;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.http.Answer;
import dev.vigil.ingest.mqtt.Settlement.Taken;
import dev.vigil.ingest.mqtt.Settlement.Unreadable;
import dev.vigil.wire.json.Json;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a sender is told of a message that was taken: the same words as at the HTTP doors.
///
/// @param anyAccepted whether it was worth anything; else MQTT 5 hears that the payload was of no use
public record Outcome(Map<String, Object> members, boolean anyAccepted) {

    /// User property of a message: the patient's language, as in HTTP's `Accept-Language`.
    public static final String LANGUAGE = "acceptLanguage";

    /// @param next what to measure after a reading
    /// @param language of what the patient is told, null where the message does not say
    public static Outcome of(Settlement settlement, Function<Reading, Optional<Vital>> next,
            @Nullable String language) {
        return switch (settlement) {
            case Taken(List<Checked> readings) -> {
                Answer answer = Answer.of(readings, next, Duration.ZERO);
                yield new Outcome(answer.members(AdviceTexts.in(language)), answer.accepted() > 0);
            }
            case Unreadable(String detail) -> new Outcome(Map.of("accepted", 0, "rejected", List.of(
                    Map.of("index", 0, "type", "urn:vigil:problem:unreadable-body", "detail", detail))), false);
        };
    }

    MqttPubAckReasonCode pubAck() {
        return anyAccepted ? MqttPubAckReasonCode.SUCCESS : MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID;
    }

    MqttPubRecReasonCode pubRec() {
        return anyAccepted ? MqttPubRecReasonCode.SUCCESS : MqttPubRecReasonCode.PAYLOAD_FORMAT_INVALID;
    }

    public byte[] json() {
        try {
            return Json.mapper().writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
