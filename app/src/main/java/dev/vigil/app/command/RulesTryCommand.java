package dev.vigil.app.command;

import dev.vigil.app.replay.Recording;
import dev.vigil.app.replay.RowCount;
import dev.vigil.app.trial.KeptSubjects;
import dev.vigil.app.trial.Night;
import dev.vigil.app.trial.Part;
import dev.vigil.app.trial.RecordedSubjects;
import dev.vigil.app.trial.Subject;
import dev.vigil.app.trial.Trial;
import dev.vigil.app.trial.TrialDetails;
import dev.vigil.app.trial.TrialReport;
import dev.vigil.app.trial.TrialTable;
import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import dev.vigil.wire.plan.ShippedPlans;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "try", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Runs plans over the recorded past, with the deciders of the stream, beside what holds for each patient today:",
    "alerts per patient-day, by rule and priority, which appear and vanish, and who would have been woken."})
final class RulesTryCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "PLAN", description = "a plan file, or the id of a plan that comes along")
    private List<String> plans = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    private Past past = new Past();

    @Option(names = "--mapping", paramLabel = "FILE.yaml",
            description = "how to read the recording's columns; see mappings/")
    private @Nullable Path mapping;

    @Option(names = "--part", paramLabel = "all|train|test", defaultValue = "all",
            description = "which patients: tune on one half, judge by the other (${DEFAULT-VALUE})")
    private Part part = Part.ALL;

    @Option(names = "--zone", paramLabel = "ZONE", defaultValue = "UTC",
            description = "where the night is, 22:00 to 07:00 (${DEFAULT-VALUE})")
    private String zone = "UTC";

    @Option(names = "--details", description = "also tells which alerts appear and vanish, and whom the calls at night"
            + " are for")
    private boolean details;

    @Option(names = "--report", paramLabel = "FILE.html", description = "writes the table and a timeline per patient")
    private @Nullable Path report;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    static final class Past {
        @Option(names = "--history", paramLabel = "FROM",
                description = "this installation's topics from an instant on, or for a duration back (P7D)")
        private @Nullable String from;

        @Option(names = "--recording", paramLabel = "FILE", arity = "1..*", description = "recorded readings")
        private List<Path> files = new ArrayList<>();
    }

    @Override
    public Integer call() throws IOException {
        List<Plan> candidates = plans.stream().map(this::plan).toList();
        Night night = Night.in(zone());
        Trial trial = past.from == null ? recorded(candidates, night) : Trial.of(KeptSubjects.since(from(past.from),
                InstantSource.system().instant(), ExistingKafka.orOfThisMachine(options.resolve())), candidates, part,
                night);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%,d patients%n", trial.subjects().size());
        TrialTable.of(trial).lines().forEach(out::println);
        if (details) {
            TrialDetails.of(trial).lines().forEach(out::println);
        }
        if (report != null) {
            Files.writeString(report, TrialReport.html(trial));
            out.println("Report  " + report.toAbsolutePath());
        }
        out.flush();
        return 0;
    }

    private Trial recorded(List<Plan> candidates, Night night) throws IOException {
        RowCount count = new RowCount();
        Recording recording = Recording.read(past.files, mapping, count);
        List<Subject> subjects = RecordedSubjects.of(recording, ShippedPlans.general(), count);
        spec.commandLine().getOut().printf("rows %,d; left out %s%n", count.rows(), count.leftOut());
        return Trial.of(subjects, candidates, part, recording.relative() ? null : night);
    }

    private Plan plan(String given) {
        Optional<Plan> shipped = ShippedPlans.plan(given);
        if (shipped.isPresent()) {
            return shipped.get();
        }
        try {
            return switch (PlanCodec.parse(Files.readString(Path.of(given)))) {
                case ParsedPlan.Accepted accepted -> accepted.plan();
                case ParsedPlan.Refused refused -> throw wrong(given + ": " + refused.problems().getFirst());
            };
        } catch (IOException e) {
            throw wrong(given + " is neither a file nor a plan that comes along");
        }
    }

    private Instant from(String text) {
        try {
            return text.startsWith("P") ? InstantSource.system().instant().minus(Duration.parse(text))
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong("--history must be an instant (2026-11-22T00:00:00Z) or a duration (P7D)");
        }
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw wrong("--zone must be a time zone, such as Europe/Berlin");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
