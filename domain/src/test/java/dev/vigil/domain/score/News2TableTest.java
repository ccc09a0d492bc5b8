package dev.vigil.domain.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every vector of the shared table: sub-scores, total and tier.
class News2TableTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private static final List<Vital> COLUMNS = List.of(Vital.RESPIRATORY_RATE, Vital.OXYGEN_SATURATION,
            Vital.OXYGEN_FLOW, Vital.SYSTOLIC_BP, Vital.HEART_RATE, Vital.CONSCIOUSNESS, Vital.BODY_TEMPERATURE);

    static Stream<String> vectors() throws IOException {
        try (InputStream file = News2TableTest.class.getResourceAsStream("/news2_vectors.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldScoreLikeTheChart(String line) {
        String[] cells = line.split(",", 20);
        News2Subject subject = new News2Subject(LocalDate.parse("1950-01-01"), false, Integer.parseInt(cells[3]));

        News2Result.Scored scored = (News2Result.Scored) News2.assess(subject, inputs(cells),
                vital -> Duration.ofHours(1), AT);

        Map<Vital, Integer> points = scored.parts().stream()
                .collect(java.util.stream.Collectors.toMap(ScorePart::vital, ScorePart::points));
        for (int i = 0; i < COLUMNS.size(); i++) {
            assertThat(points).containsEntry(COLUMNS.get(i), Integer.valueOf(cells[9 + i]));
        }
        int total = Integer.parseInt(cells[16]);
        assertThat(scored.total()).isEqualTo(total).isEqualTo(scored.floor()).isEqualTo(scored.ceiling());
        assertThat(scored.band()).isEqualTo(ScoreBand.valueOf(cells[18]));
        assertThat(scored.complete()).isTrue();
    }

    private static List<ScoreInput> inputs(String[] cells) {
        String flow = cells[4].equals("O2") ? "2" : "0";
        return List.of(number(Vital.RESPIRATORY_RATE, cells[1]), number(Vital.OXYGEN_SATURATION, cells[2]),
                number(Vital.OXYGEN_FLOW, flow), number(Vital.SYSTOLIC_BP, cells[5]),
                number(Vital.HEART_RATE, cells[6]), new ScoreInput(Vital.CONSCIOUSNESS,
                        new MeasuredValue.Level(Consciousness.ofCode(cells[7]).orElseThrow()), AT, "o"),
                number(Vital.BODY_TEMPERATURE, cells[8]));
    }

    private static ScoreInput number(Vital vital, String value) {
        return new ScoreInput(vital, new MeasuredValue.Quantity(new BigDecimal(value)), AT, "o");
    }
}
