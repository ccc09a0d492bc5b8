package dev.vigil.app.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.client.IngestClient;
import dev.vigil.app.client.PushCount;
import dev.vigil.app.client.Server;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Pushes recordings through HTTP ingest as a gateway would, and accounts for each row.
public final class Replay {

    private static final int BATCH = 500;
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final ReplayOptions options;
    private final InstantSource clock;
    private final PrintStream out;
    private final RowCount rows = new RowCount();
    private final PushCount pushed = new PushCount();
    private @Nullable Instant nextReport;

    private Replay(ReplayOptions options, InstantSource clock, PrintStream out) {
        this.options = options;
        this.clock = clock;
        this.out = out;
    }

    /// What became of all rows: `rows.readings() == pushed.accepted() + pushed.rejected() + pushed.failed()`.
    public record Outcome(RowCount rows, PushCount pushed) {

        /// One line for a person.
        public String summary() {
            return "rows %,d; left out %s; readings %,d (%,d measurements): accepted %,d, rejected %,d %s, failed %,d"
                    .formatted(rows.rows(), rows.leftOut().isEmpty() ? "none" : new TreeMap<>(rows.leftOut()),
                            rows.readings(), rows.measurements(), pushed.accepted(), pushed.rejected(),
                            new TreeMap<>(pushed.rejectedByType()), pushed.failed());
        }
    }

    /// @throws UnusableRecording when a file or the mapping cannot be used at all, or the servers refuse us
    public static Outcome run(ReplayOptions options, InstantSource clock, PrintStream out)
            throws IOException, InterruptedException {
        return new Replay(options, clock, out).run();
    }

    private Outcome run() throws IOException, InterruptedException {
        Recording recording = Recording.read(options.files(), options.mapping(), rows);
        Instant start = clock.instant();
        List<RecordedReading> timed = Timeline.inOrder(
                inTime(recording.readings(), options.mapping() != null || options.rebase(), start));
        if (options.enrolment() != null) {
            enrol(options.enrolment(), timed, recording, start);
        }
        try (IngestClient ingest = new IngestClient(options.ingest(), options.patience(), pushed)) {
            push(timed, ingest);
        }
        return new Outcome(rows, pushed);
    }

    private List<RecordedReading> inTime(List<RecordedReading> readings, boolean rebase, Instant start) {
        if (!rebase) {
            return readings;
        }
        return switch (options.pace()) {
            case Pace.AsFastAsPossible ignored -> Timeline.lastIsNow(readings, start);
            case Pace.Times(double speed) -> Timeline.firstIsNow(readings, start, speed);
        };
    }

    private void enrol(Server server, List<RecordedReading> readings, Recording recording, Instant start)
            throws InterruptedException {
        Map<String, Instant> firsts = new TreeMap<>();
        readings.forEach(reading -> firsts.merge(reading.deviceId(), reading.takenAt(),
                (one, other) -> one.isBefore(other) ? one : other));
        LocalDate today = LocalDate.ofInstant(start, ZoneOffset.UTC);
        try (Enrolment enrolment = new Enrolment(server)) {
            for (Map.Entry<String, Instant> first : firsts.entrySet()) {
                enrolment.enrol(first.getKey(), first.getValue(),
                        recording.birthDate(first.getKey(), today));
            }
        }
        out.printf("enrolled %,d patients%n", firsts.size());
    }

    private void push(List<RecordedReading> readings, IngestClient ingest) throws InterruptedException {
        List<ObjectNode> batch = new ArrayList<>();
        Instant base = readings.isEmpty() ? clock.instant() : readings.getFirst().arrivesAt();
        Instant start = clock.instant();
        int done = 0;
        for (RecordedReading reading : readings) {
            Duration wait = wait(Duration.between(base, reading.arrivesAt()), start);
            if (!wait.isZero() && !batch.isEmpty()) {
                ingest.push(batch);
                batch = new ArrayList<>();
            }
            Thread.sleep(wait);
            batch.add(reading.toJson());
            done++;
            if (batch.size() == BATCH) {
                ingest.push(batch);
                batch = new ArrayList<>();
                report(done, readings.size());
            }
        }
        ingest.push(batch);
    }

    /// How long until a reading is due; its distance to the first one was already divided by the speed when rebased.
    private Duration wait(Duration sinceFirst, Instant start) {
        return switch (options.pace()) {
            case Pace.AsFastAsPossible ignored -> Duration.ZERO;
            case Pace.Times(double speed) -> {
                boolean rebased = options.mapping() != null || options.rebase();
                Duration due = rebased ? sinceFirst
                        : Duration.ofNanos(Math.round(sinceFirst.toNanos() / speed));
                Duration left = due.minus(Duration.between(start, clock.instant()));
                yield left.isNegative() ? Duration.ZERO : left;
            }
        };
    }

    private void report(int done, int all) {
        Instant now = clock.instant();
        if (nextReport == null) {
            nextReport = now.plus(REPORT_EVERY);
        } else if (!now.isBefore(nextReport)) {
            nextReport = now.plus(REPORT_EVERY);
            out.printf("%,d of %,d readings: accepted %,d, rejected %,d, failed %,d%n", done, all, pushed.accepted(),
                    pushed.rejected(), pushed.failed());
        }
    }
}
