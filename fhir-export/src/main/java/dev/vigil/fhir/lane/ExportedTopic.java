package dev.vigil.fhir.lane;

import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The topics whose records leave as resources. Alerts have a lane of their own, so a flood of readings never holds one
/// back.
public enum ExportedTopic {
    OBSERVATIONS(Topics.OBSERVATIONS, "vigil-fhir-export", ""),
    SCORES(Topics.SCORES, "vigil-fhir-export-scores", "scores"),
    SUMMARIES(Topics.SUMMARIES, "vigil-fhir-export-summaries", "summaries"),
    ALERTS(Topics.ALERTS, "vigil-fhir-export-alerts", ""),
    WITHDRAWALS(Topics.WITHDRAWALS, "vigil-fhir-export-withdrawals", "withdrawals"),
    NOTIFICATIONS(Topics.NOTIFICATIONS, "vigil-fhir-export-notifications", "");

    private final Topic<?, ?> topic;
    private final String group;
    private final String series;

    ExportedTopic(Topic<?, ?> topic, String group, String series) {
        this.topic = topic;
        this.group = group;
        this.series = series;
    }

    /// @param communications whether the site wants deliveries of alerts
    public static List<ExportedTopic> wanted(boolean communications) {
        return Arrays.stream(values()).filter(topic -> communications || topic != NOTIFICATIONS).toList();
    }

    public Topic<?, ?> topic() {
        return topic;
    }

    /// Whom a record's key names, nothing where it cannot be read.
    Optional<String> patient(byte @Nullable [] key) {
        try {
            return key == null ? Optional.empty() : switch (this) {
                case OBSERVATIONS, SCORES, SUMMARIES -> Optional.of(Topics.OBSERVATIONS.key().decode(key).value());
                case ALERTS -> Optional.of(Topics.ALERTS.key().decode(key).patientId().value());
                case WITHDRAWALS -> Optional.of(Topics.WITHDRAWALS.key().decode(key).patientId().value());
                case NOTIFICATIONS -> Optional.empty(); // an alert alone
            };
        } catch (MalformedRecord e) {
            return Optional.empty();
        }
    }

    /// Consumer group whose committed offsets say how far the topic is exported. One each: a lane that comes or goes
    /// makes no other one pause.
    public String group() {
        return group;
    }

    /// Whether everything else lets it pass: after an outage alerts arrive first.
    boolean isCritical() {
        return this == ALERTS;
    }

    /// Tells Observations of different kinds apart in file names.
    String series() {
        return series;
    }
}
