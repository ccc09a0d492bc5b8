package dev.vigil.app.command;

import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "rules", mixinStandardHelpOptions = true, description = "Works on rule and plan files.",
        subcommands = {RulesCommand.Check.class, RulesTryCommand.class})
final class RulesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "needs the command check or try");
    }

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Validates plan files (YAML or JSON): file, line, field, reason.")
    static final class Check implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "FILE")
        private List<Path> files = new ArrayList<>();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            boolean sound = true;
            for (Path file : files) {
                sound &= check(file, out);
            }
            out.flush();
            return sound ? 0 : 1;
        }

        private static boolean check(Path file, PrintWriter out) {
            try {
                return switch (PlanCodec.parse(Files.readString(file))) {
                    case ParsedPlan.Accepted accepted -> {
                        out.println(file + ": plan " + accepted.plan().id() + ", " + accepted.plan().rules().size()
                                + " rules, sound");
                        yield true;
                    }
                    case ParsedPlan.Refused refused -> {
                        refused.problems().forEach(problem -> out.println(file + ": " + problem));
                        yield false;
                    }
                };
            } catch (IOException e) {
                out.println(file + ": cannot be read");
                return false;
            }
        }
    }
}
