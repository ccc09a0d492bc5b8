package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The same as [OrderTest] over eight minutes of real monitors, second by second.
class OrderOfRecordingsTest {

    private static final int MOST = 3;
    private static final List<Vital> COLUMNS =
            List.of(Vital.HEART_RATE, Vital.PULSE_RATE, Vital.RESPIRATORY_RATE, Vital.OXYGEN_SATURATION);

    @Test
    void shouldEndTheSameInWhateverOrderARecordingComes() throws IOException {
        Random random = new Random(53);
        for (Path recording : recordings()) {
            List<Observation> observations = observations(recording);
            OrderTest.Results inOrder = OrderTest.watch(observations, random, false);
            assertThat(inOrder.scores()).hasSizeGreaterThan(6);
            OrderTest.Results shuffled = OrderTest.watch(observations, random, true);
            assertThat(shuffled.scores()).as("scores").isEqualTo(inOrder.scores());
            assertThat(shuffled.summaries()).as("summaries").isEqualTo(inOrder.summaries());
        }
    }

    private static List<Path> recordings() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (here.getParent() != null && !Files.exists(here.resolve("ARCHITECTURE.md"))) {
            here = here.getParent();
        }
        Path bidmc = here.resolveSibling("shared").resolve("data").resolve("bidmc").resolve("dev");
        Assumptions.assumeTrue(Files.isDirectory(bidmc), "the recordings are not on this machine");
        try (Stream<Path> files = Files.list(bidmc)) {
            return files.filter(file -> file.toString().endsWith("_Numerics.csv")).sorted().limit(MOST).toList();
        }
    }

    private static List<Observation> observations(Path recording) throws IOException {
        List<Observation> observations = new ArrayList<>();
        List<String> lines = Files.readAllLines(recording);
        for (int second = 0; second < lines.size() - 1; second++) {
            String[] cells = lines.get(second + 1).split(",");
            List<Measurement> measurements = new ArrayList<>();
            for (int column = 0; column < COLUMNS.size(); column++) {
                if (column + 1 < cells.length && cells[column + 1].matches("\\d+(\\.0)?")) {
                    measurements.add(Watched.measurement(COLUMNS.get(column),
                            cells[column + 1].replace(".0", ""), false));
                }
            }
            if (!measurements.isEmpty()) {
                observations.add(observation(second, measurements));
            }
        }
        return observations;
    }

    private static Observation observation(int second, List<Measurement> measurements) {
        Instant at = Watched.T0.plusSeconds(second);
        String id = String.format("o%06d", second);
        return new Observation(id, 0, Watched.PATIENT, new DeviceId("monitor"), null, new ReadingId(id), at, at, null,
                at, at, measurements, false, ObservationStatus.FINAL);
    }
}
