package dev.vigil.app.config;

import java.util.Locale;

/// One thing that can be configured.
///
/// @param key as in the file and after `--set`, such as `ingest.port`
/// @param byDefault its value where nobody says otherwise, as text; empty where there is none
/// @param meaning one line for a person
/// @param format what a value must look like
/// @param secret never printed
public record Setting<T>(String key, String byDefault, String meaning, Format<T> format, boolean secret) {

    private static final String PREFIX = "VIGIL_";

    static <T> Setting<T> of(String key, String byDefault, Format<T> format, String meaning) {
        return new Setting<>(key, byDefault, meaning, format, false);
    }

    static Setting<String> secret(String key, String meaning) {
        return new Setting<>(key, "", meaning, Format.TEXT, true);
    }

    /// `kafka.bootstrapServers` is `VIGIL_KAFKA_BOOTSTRAP_SERVERS`.
    public String environmentName() {
        String words = key.replace('.', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return PREFIX + words.toUpperCase(Locale.ROOT);
    }

    static boolean isEnvironmentName(String name) {
        return name.startsWith(PREFIX);
    }
}
