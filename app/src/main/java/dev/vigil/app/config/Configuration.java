package dev.vigil.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The effective configuration as text: of each setting what the last source said.
///
/// Sources in rising order: defaults, file, environment, flags. Nothing is started on a configuration that holds a
/// problem; all problems are told at once.
public final class Configuration {

    /// Read by the launcher before this program runs.
    private static final Set<String> OF_THE_LAUNCHER = Set.of("VIGIL_JAVA_OPTS", "VIGIL_JAVA_HOME");

    private final Map<String, Given> given = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Configuration() {
        Settings.all().forEach(setting -> take(new Given(setting, setting.byDefault(), "default")));
    }

    /// @param flags `key=value` each
    public static Configuration read(@Nullable Path file, Map<String, String> environment, List<String> flags) {
        Configuration configuration = new Configuration();
        if (file != null) {
            ConfigurationFile.read(file, configuration.problems).forEach(configuration::take);
        }
        configuration.takeEnvironment(environment);
        flags.forEach(configuration::takeFlag);
        return configuration;
    }

    /// The whole as records.
    ///
    /// @throws ConfigurationRefused with every problem
    public VigilConfig resolve() {
        return new Resolution(this, problems).resolve();
    }

    /// `key: value   # meaning (source)`, secrets masked.
    public void print(Consumer<String> line) {
        given.values().forEach(each -> line.accept("%-45s # %s (%s)".formatted(
                each.setting().key() + ": " + quoted(each.shown()), each.setting().meaning(), each.source())));
    }

    static String unknownKey(String key) {
        return "unknown key \"" + key + "\"" + NearestName.suggestion(key,
                Settings.all().stream().map(Setting::key).toList());
    }

    /// The value of a setting, empty where it has none or is wrong; what is wrong is noted.
    <T> Optional<T> value(Setting<T> setting) {
        Given text = given(setting);
        if (text.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(setting.format().parse().apply(text.text()));
        } catch (IllegalArgumentException e) {
            problems.add(text.source() + ": " + setting.key() + " must be " + setting.format().expected()
                    + (setting.secret() ? "" : ", not \"" + text.text() + "\""));
            return Optional.empty();
        }
    }

    private Given given(Setting<?> setting) {
        Given found = given.get(setting.key());
        if (found == null) {
            throw new IllegalStateException("not in the list of settings: " + setting.key());
        }
        return found;
    }

    private void take(Given each) {
        given.put(each.setting().key(), each);
    }

    private void takeEnvironment(Map<String, String> environment) {
        environment.forEach((name, text) -> {
            if (Setting.isEnvironmentName(name) && !OF_THE_LAUNCHER.contains(name)) {
                Settings.ofEnvironmentName(name).ifPresentOrElse(setting -> take(new Given(setting, text, name)),
                        () -> problems.add("unknown environment variable \"" + name + "\"" + NearestName.suggestion(
                                name, Settings.all().stream().map(Setting::environmentName).toList())));
            }
        });
    }

    private void takeFlag(String flag) {
        int equals = flag.indexOf('=');
        if (equals < 0) {
            problems.add("--set " + flag + ": must be KEY=VALUE");
            return;
        }
        String key = flag.substring(0, equals);
        Settings.ofKey(key).ifPresentOrElse(
                setting -> take(new Given(setting, flag.substring(equals + 1), "--set")),
                () -> problems.add("--set: " + unknownKey(key)));
    }

    private static String quoted(String text) {
        return text.isEmpty() || text.contains(": ") || text.contains("#") ? "\"" + text + "\"" : text;
    }
}
