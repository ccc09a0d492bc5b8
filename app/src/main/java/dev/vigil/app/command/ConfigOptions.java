package dev.vigil.app.command;

import dev.vigil.app.config.Configuration;
import dev.vigil.app.config.ConfigurationRefused;
import dev.vigil.app.config.Setting;
import dev.vigil.app.config.Settings;
import dev.vigil.app.config.VigilConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags of every command that is configured. A flag overrules the environment, which overrules the file.
final class ConfigOptions {

    @Option(names = "--config", paramLabel = "FILE",
            description = "configuration file (YAML)")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR",
            description = "the same as --set data.directory=DIR")
    private @Nullable String directory;

    @Option(names = "--fhir", paramLabel = "URL", arity = "0..1", fallbackValue = "",
            description = "the same as --set fhir.url=URL")
    private @Nullable String fhirUrl;

    @Option(names = "--durability", paramLabel = "every-append|os",
            description = "the same as --set data.durability=…")
    private @Nullable String durability;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "any setting; ./vigil config lists them")
    private List<String> settings = new ArrayList<>();

    VigilConfig resolve() {
        if (namesFhirAlone()) {
            throw new ConfigurationRefused(List.of("--fhir needs the address of the FHIR server"));
        }
        return configuration(List.of()).resolve();
    }

    /// `--fhir` without an address: the configured one is meant.
    boolean namesFhirAlone() {
        return fhirUrl != null && fhirUrl.isEmpty();
    }

    boolean namesFhir() {
        return fhirUrl != null;
    }

    /// @param byCommand what the command itself wants unless somebody says otherwise by flag
    Configuration configuration(List<String> byCommand) {
        List<String> flags = new ArrayList<>(byCommand);
        add(flags, Settings.DATA_DIRECTORY, directory);
        add(flags, Settings.FHIR_URL, namesFhirAlone() ? null : fhirUrl);
        add(flags, Settings.DATA_DURABILITY, durability);
        flags.addAll(settings);
        return Configuration.read(file, System.getenv(), flags);
    }

    boolean namesDirectory() {
        return directory != null
                || settings.stream().anyMatch(each -> each.startsWith(Settings.DATA_DIRECTORY.key() + "="));
    }

    private static void add(List<String> flags, Setting<?> setting, @Nullable String text) {
        if (text != null) {
            flags.add(setting.key() + "=" + text);
        }
    }
}
