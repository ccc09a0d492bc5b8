package dev.vigil.app.command;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// `./vigil`: the commands, and the two ways they go wrong: bad usage exits 2, a failure 1, each with one line.
@Command(name = "vigil", description = "From home-device readings to early warnings and FHIR.",
        mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        subcommands = {DemoCommand.class, ServeCommand.class, ServiceCommand.OfIngest.class,
            ServiceCommand.OfStreams.class, ServiceCommand.OfAlerts.class, ServiceCommand.OfFhirExport.class,
            TopicsCommand.class, ReplayCommand.class, ReconcileCommand.class, FhirCommand.class,
            CredentialsCommand.class,
            RulesCommand.class, MappingCommand.class,
            ConfigCommand.class, CheckGatewayCommand.class, BenchCommand.class, HelpCommand.class},
        footer = {"", "Of the repository itself: ./vigil test [MODULE], ./vigil build, ./vigil format."})
public final class VigilCommand implements Runnable {

    private static final int BAD_USAGE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new VigilCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((mistake, arguments) -> badUsage(mistake));
        line.setExecutionExceptionHandler((failure, command, parsed) -> Failure.tell(failure, command));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int badUsage(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        String reason = String.valueOf(mistake.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        err.println(name + ": " + reason + suggestion(mistake) + "; see ./vigil help"
                + name.substring("vigil".length()));
        err.flush();
        return BAD_USAGE;
    }

    private static String suggestion(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return "";
    }
}
