package dev.vigil.domain.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// NEWS2 against a second formulation, a table of upper bounds, and its bounds against every completion.
class News2PropertyTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final int RUNS = 20_000;

    /// Upper bound (inclusive, after rounding) and points, lowest band first.
    private static final Map<String, int[][]> TABLE = Map.of(
            "rr", new int[][] {{8, 3}, {11, 1}, {20, 0}, {24, 2}, {9999, 3}},
            "spo2-1", new int[][] {{91, 3}, {93, 2}, {95, 1}, {9999, 0}},
            "spo2-2-air", new int[][] {{83, 3}, {85, 2}, {87, 1}, {9999, 0}},
            "spo2-2-o2", new int[][] {{83, 3}, {85, 2}, {87, 1}, {92, 0}, {94, 1}, {96, 2}, {9999, 3}},
            "sbp", new int[][] {{90, 3}, {100, 2}, {110, 1}, {219, 0}, {9999, 3}},
            "pulse", new int[][] {{40, 3}, {50, 1}, {90, 0}, {110, 1}, {130, 2}, {9999, 3}},
            "temp", new int[][] {{350, 3}, {360, 1}, {380, 0}, {390, 1}, {9999, 2}});

    /// One value for every number of points a parameter can have.
    private static final Map<Vital, List<String>> EVERY_BAND = bands();

    private static Map<Vital, List<String>> bands() {
        Map<Vital, List<String>> bands = new LinkedHashMap<>();
        bands.put(Vital.RESPIRATORY_RATE, List.of("8", "10", "16", "22", "30"));
        bands.put(Vital.OXYGEN_SATURATION, List.of("80", "84", "86", "90", "92", "93", "95", "97"));
        bands.put(Vital.OXYGEN_FLOW, List.of("0", "2"));
        bands.put(Vital.SYSTOLIC_BP, List.of("80", "95", "105", "120", "230"));
        bands.put(Vital.HEART_RATE, List.of("35", "45", "70", "100", "120", "140"));
        bands.put(Vital.CONSCIOUSNESS, List.of("A", "U"));
        bands.put(Vital.BODY_TEMPERATURE, List.of("34", "35.5", "37", "38.5", "40"));
        return bands;
    }

    @Test
    void shouldAgreeWithTheTableOnAnyValues() {
        Random random = new Random(20261122);
        for (int run = 0; run < RUNS; run++) {
            int scale = 1 + random.nextInt(2);
            Map<Vital, String> values = randomValues(random);
            News2Result.Scored scored = assess(scale, values);
            int expected = total(scale, values);
            assertThat(scored.total()).as("%s on scale %d", values, scale).isEqualTo(expected);
            assertThat(scored.floor()).isEqualTo(expected);
            assertThat(scored.ceiling()).isEqualTo(expected);
        }
    }

    @Test
    void shouldBoundEveryCompletionTightlyForEverySubsetOfMissingParts() {
        Random random = new Random(7);
        for (int subset = 0; subset < 1 << 7; subset++) {
            for (int run = 0; run < 24; run++) {
                int scale = 1 + run % 2;
                Map<Vital, String> known = new LinkedHashMap<>();
                List<Vital> missing = new ArrayList<>();
                int bit = 0;
                for (Map.Entry<Vital, List<String>> entry : EVERY_BAND.entrySet()) {
                    if ((subset & 1 << bit++) == 0) {
                        known.put(entry.getKey(), entry.getValue().get(random.nextInt(entry.getValue().size())));
                    } else {
                        missing.add(entry.getKey());
                    }
                }
                News2Result.Scored scored = assess(scale, known);
                assertThat(new int[] {scored.floor(), scored.ceiling()}).as("%s scale %d", known, scale)
                        .containsExactly(extreme(scale, known, missing, true), extreme(scale, known, missing, false));
                assertThat(scored.missing()).containsExactlyInAnyOrderElementsOf(missing);
                assertThat(scored.complete()).isEqualTo(missing.isEmpty());
            }
        }
    }

    /// The least or most that any completion scores. Parameters add up independently but for oxygen and saturation,
    /// so those two are enumerated together.
    private static int extreme(int scale, Map<Vital, String> known, List<Vital> missing, boolean least) {
        int sum = 0;
        for (Vital vital : List.of(Vital.RESPIRATORY_RATE, Vital.SYSTOLIC_BP, Vital.HEART_RATE, Vital.CONSCIOUSNESS,
                Vital.BODY_TEMPERATURE)) {
            sum += pick(choices(vital, known, missing).stream().map(v -> points(scale, vital, v, false)).toList(),
                    least);
        }
        List<Integer> together = new ArrayList<>();
        for (String flow : choices(Vital.OXYGEN_FLOW, known, missing)) {
            for (String saturation : choices(Vital.OXYGEN_SATURATION, known, missing)) {
                boolean oxygen = !flow.equals("0");
                together.add((oxygen ? 2 : 0) + points(scale, Vital.OXYGEN_SATURATION, saturation, oxygen));
            }
        }
        return sum + pick(together, least);
    }

    private static List<String> choices(Vital vital, Map<Vital, String> known, List<Vital> missing) {
        return missing.contains(vital) ? EVERY_BAND.get(vital) : List.of(known.get(vital));
    }

    private static int pick(List<Integer> points, boolean least) {
        return points.stream().mapToInt(Integer::intValue).reduce(least ? Math::min : Math::max).orElseThrow();
    }

    private static int total(int scale, Map<Vital, String> values) {
        boolean oxygen = new BigDecimal(values.get(Vital.OXYGEN_FLOW)).signum() != 0;
        return (oxygen ? 2 : 0) + values.entrySet().stream().filter(e -> e.getKey() != Vital.OXYGEN_FLOW)
                .mapToInt(e -> points(scale, e.getKey(), e.getValue(), oxygen)).sum();
    }

    private static int points(int scale, Vital vital, String value, boolean oxygen) {
        return switch (vital) {
            case RESPIRATORY_RATE -> lookUp("rr", value, 0);
            case OXYGEN_SATURATION -> lookUp(scale == 1 ? "spo2-1" : oxygen ? "spo2-2-o2" : "spo2-2-air", value, 0);
            case SYSTOLIC_BP -> lookUp("sbp", value, 0);
            case HEART_RATE -> lookUp("pulse", value, 0);
            case BODY_TEMPERATURE -> lookUp("temp", value, 1);
            case CONSCIOUSNESS -> value.equals("A") ? 0 : 3;
            default -> throw new AssertionError(vital);
        };
    }

    private static int lookUp(String row, String value, int digits) {
        int rounded =
                new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).movePointRight(digits).intValueExact();
        for (int[] band : TABLE.get(row)) {
            if (rounded <= band[0]) {
                return band[1];
            }
        }
        throw new AssertionError(row);
    }

    private static Map<Vital, String> randomValues(Random random) {
        Map<Vital, String> values = new LinkedHashMap<>();
        values.put(Vital.RESPIRATORY_RATE, decimal(random, 200, 4000, 2));
        values.put(Vital.OXYGEN_SATURATION, decimal(random, 7900, 10000, 2));
        values.put(Vital.OXYGEN_FLOW, random.nextBoolean() ? "0.00" : decimal(random, 1, 800, 2));
        values.put(Vital.SYSTOLIC_BP, decimal(random, 8000, 23000, 2));
        values.put(Vital.HEART_RATE, decimal(random, 3000, 14000, 2));
        values.put(Vital.CONSCIOUSNESS, "ACVPU".substring(random.nextInt(5)).substring(0, 1));
        values.put(Vital.BODY_TEMPERATURE, decimal(random, 34500, 39500, 3));
        return values;
    }

    private static String decimal(Random random, int low, int high, int digits) {
        return BigDecimal.valueOf(low + random.nextInt(high - low + 1), digits).toPlainString();
    }

    private static News2Result.Scored assess(int scale, Map<Vital, String> values) {
        News2Subject subject = new News2Subject(LocalDate.parse("1950-01-01"), false, scale);
        List<ScoreInput> inputs = values.entrySet().stream().map(e -> new ScoreInput(e.getKey(),
                e.getKey().coded() ? new MeasuredValue.Level(Consciousness.ofCode(e.getValue()).orElseThrow())
                        : new MeasuredValue.Quantity(new BigDecimal(e.getValue())),
                AT, "o")).toList();
        return (News2Result.Scored) News2.assess(subject, inputs, vital -> Duration.ofHours(1), AT);
    }
}
