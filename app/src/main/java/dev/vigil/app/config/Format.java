package dev.vigil.app.config;

import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.bridge.ReadingsTopic;
import dev.vigil.wire.json.Instants;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a setting's text becomes its value.
///
/// @param expected completes "must be …"
/// @param parse throws [IllegalArgumentException] where the text is not that
public record Format<T>(String expected, Function<String, T> parse) {

    static final Format<String> TEXT = new Format<>("text", Function.identity());
    static final Format<Path> PATH = new Format<>("a path", Path::of);
    static final Format<Integer> PORT = whole(0, 65_535);
    static final Format<URI> HTTP_URL = new Format<>("an http or https address", Format::httpUrl);
    static final Format<URI> MQTT_URL = new Format<>("an mqtt or mqtts address", Format::mqttUrl);
    static final Format<ReadingsTopic> READINGS_TOPIC =
            new Format<>("a topic filter that ends in /+/readings, such as vigil/+/readings", ReadingsTopic::of);
    static final Format<BridgeConfig.Version> MQTT_VERSION = new Format<>("5 or 3.1.1", BridgeConfig.Version::of);
    static final Format<Boolean> SWITCH = new Format<>("true or false", Format::onOrOff);

    static final Format<Duration> DURATION =
            new Format<>("a duration of zero or more, such as PT24H", Format::duration);

    static Format<Integer> whole(int least, int most) {
        return new Format<>("a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException("out of range");
            }
            return number;
        });
    }

    static <E extends Enum<E>> Format<E> oneOf(E[] values) {
        String names = Arrays.stream(values).map(Format::nameOf).collect(Collectors.joining(", "));
        return new Format<>("one of " + names, text -> Arrays.stream(values)
                .filter(value -> nameOf(value).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown")));
    }

    /// Separated by commas.
    static Format<Set<String>> setOf(List<String> known) {
        return new Format<>("one or more of " + String.join(", ", known) + ", separated by commas", text -> {
            Set<String> chosen = Arrays.stream(text.split(",")).map(String::strip)
                    .collect(Collectors.toUnmodifiableSet());
            if (!known.containsAll(chosen)) {
                throw new IllegalArgumentException("unknown");
            }
            return chosen;
        });
    }

    private static String nameOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static URI httpUrl(String text) {
        URI uri = URI.create(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("not http");
        }
        return uri;
    }

    private static URI mqttUrl(String text) {
        URI uri = URI.create(text);
        boolean mqtt = "mqtt".equals(uri.getScheme()) || "mqtts".equals(uri.getScheme());
        if (!mqtt || uri.getHost() == null || uri.getUserInfo() != null || !uri.getPath().isEmpty()) {
            throw new IllegalArgumentException("not mqtt");
        }
        return uri;
    }

    private static Duration duration(String text) {
        Duration duration = Instants.parseDuration(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative");
        }
        return duration;
    }

    private static boolean onOrOff(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }
}
