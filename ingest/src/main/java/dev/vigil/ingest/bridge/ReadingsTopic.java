package dev.vigil.ingest.bridge;

import dev.vigil.domain.id.DeviceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The topics with readings at a site's broker: `vigil/+/readings`, the same below levels of the site's own, and the
/// same shared among instances, `$share/GROUP/vigil/+/readings`.
///
/// @param filter as the broker is asked for it
/// @param prefix of each topic before the device
public record ReadingsTopic(String filter, String prefix) {

    private static final Pattern FILTER = Pattern.compile("(?:\\$share/[^/+#]+/)?((?:[^/+#$][^/+#]*/)+)\\+/readings");
    private static final String READINGS = "/readings";
    private static final String OUTCOMES = "/outcomes";
    private static final String STATUS = "/status";

    /// @throws IllegalArgumentException where it is no such filter
    public static ReadingsTopic of(String filter) {
        Matcher parts = FILTER.matcher(filter);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must end in /+/readings");
        }
        return new ReadingsTopic(filter, parts.group(1));
    }

    /// Where wills of the same devices are published.
    String statusFilter() {
        return filter.substring(0, filter.length() - READINGS.length()) + STATUS;
    }

    /// Empty where the level of the device can be no device's id.
    Optional<DeviceId> device(String topic) {
        return device(topic, READINGS);
    }

    Optional<DeviceId> deviceOfStatus(String topic) {
        return device(topic, STATUS);
    }

    private Optional<DeviceId> device(String topic, String kind) {
        if (!topic.startsWith(prefix) || !topic.endsWith(kind) || topic.length() < prefix.length() + kind.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DeviceId(topic.substring(prefix.length(), topic.length() - kind.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String outcomesOf(DeviceId device) {
        return prefix + device.value() + OUTCOMES;
    }
}
