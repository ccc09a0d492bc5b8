package dev.vigil.ingest.mqtt;

import dev.vigil.domain.id.DeviceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `vigil/{deviceId}/readings`, `…/outcomes` and `…/status`.
///
/// @param device null in a filter for all devices of the sender, `vigil/+/outcomes`
record DeviceTopic(Kind kind, @Nullable DeviceId device) {

    private static final String ROOT = "vigil/";

    /// What a topic is for.
    enum Kind {
        READINGS("readings"), OUTCOMES("outcomes"), STATUS("status");

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        String of(DeviceId device) {
            return ROOT + device.value() + "/" + name;
        }
    }

    /// A topic to publish to.
    static Optional<DeviceTopic> name(String topic) {
        return parse(topic).filter(parsed -> parsed.device() != null);
    }

    /// A topic to subscribe to.
    static Optional<DeviceTopic> filter(String topic) {
        return parse(topic).filter(parsed -> parsed.kind() != Kind.READINGS);
    }

    private static Optional<DeviceTopic> parse(String topic) {
        int slash = topic.lastIndexOf('/');
        if (!topic.startsWith(ROOT) || slash < ROOT.length()) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.name.equals(topic.substring(slash + 1))) {
                return of(kind, topic.substring(ROOT.length(), slash));
            }
        }
        return Optional.empty();
    }

    private static Optional<DeviceTopic> of(Kind kind, String device) {
        if (device.equals("+")) {
            return Optional.of(new DeviceTopic(kind, null));
        }
        try {
            return Optional.of(new DeviceTopic(kind, new DeviceId(device)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
