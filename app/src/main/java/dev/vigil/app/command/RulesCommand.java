package dev.vigil.app.command;

import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import dev.vigil.wire.plan.ScoreCodec;
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
            description = "Validates plan and score files (YAML or JSON): file, line, field, reason.")
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
                String text = Files.readString(file);
                return isScore(text) ? checkScore(file, text, out) : checkPlan(file, text, out);
            } catch (IOException e) {
                out.println(file + ": cannot be read");
                return false;
            }
        }

        /// A score's file names a score where a plan's names a plan.
        private static boolean isScore(String text) {
            return text.lines().anyMatch(line -> line.matches("\\s*\\{?\\s*\"?score\"?\\s*:.*"))
                    && text.lines().noneMatch(line -> line.matches("\\s*\\{?\\s*\"?plan\"?\\s*:.*"));
        }

        private static boolean checkScore(Path file, String text, PrintWriter out) {
            return switch (ScoreCodec.parse(text)) {
                case ScoreCodec.Parsed.Accepted accepted -> {
                    out.println(file + ": score " + accepted.table().id() + ", " + accepted.table().columns().size()
                            + " columns, sound");
                    yield true;
                }
                case ScoreCodec.Parsed.Refused refused -> {
                    refused.problems().forEach(problem -> out.println(file + ": " + problem));
                    yield false;
                }
            };
        }

        private static boolean checkPlan(Path file, String text, PrintWriter out) {
            return switch (PlanCodec.parse(text)) {
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
        }
    }
}
