package dev.vigil.app.command;

import dev.vigil.app.config.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "config", mixinStandardHelpOptions = true,
        description = "Prints the effective configuration, secrets masked.")
final class ConfigCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration configuration = options.configuration(List.of());
        PrintWriter out = spec.commandLine().getOut();
        configuration.print(out::println);
        out.flush();
        configuration.resolve();
        return 0;
    }
}
