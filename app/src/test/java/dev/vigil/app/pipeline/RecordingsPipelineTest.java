package dev.vigil.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.app.reconcile.LedgerReport;
import dev.vigil.app.replay.Pace;
import dev.vigil.app.replay.Recordings;
import dev.vigil.app.replay.Replay;
import dev.vigil.app.replay.ReplayOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recordings that nobody here made, through the whole pipeline: each measurement is admitted, a duplicate, or
/// quarantined with a reason.
@Tag("slow")
class RecordingsPipelineTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"bidmc, bidmc/dev, .csv", "challenge-2019, sepsis-2019/dev/psv, .psv",
        "mimic-iii-demo, mimic-iii-demo/dev/charts, .csv"})
    void shouldAccountForEveryRow(String mapping, String folder, String suffix) throws Exception {
        List<Path> files = Recordings.files(folder, suffix);
        try (RunningHouse house = new RunningHouse(directory)) {
            Replay.Outcome outcome = Replay.run(new ReplayOptions(files, Recordings.mapping(mapping),
                    new Pace.AsFastAsPossible(), true, house.ingest(), house.careTeam(), Duration.ofMinutes(5)),
                    InstantSource.system(), new PrintStream(OutputStream.nullOutputStream(), false,
                            StandardCharsets.UTF_8));
            assertThat(outcome.pushed().failed()).isZero();
            assertThat(outcome.pushed().rejected()).isZero();
            LedgerReport report = house.settle();
            assertThat(report.lines()).contains("The ledger balances.");
            assertThat(report.accepted()).isEqualTo(outcome.rows().measurements());
            assertThat(report.parked()).isZero();
            assertThat(report.failed()).isZero();
            assertThat(report.notYetExported()).isZero();
            assertThat(report.admitted()).isGreaterThan(report.quarantined());
        }
    }
}
