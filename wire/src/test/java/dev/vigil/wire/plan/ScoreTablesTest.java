package dev.vigil.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.score.News2;
import dev.vigil.domain.score.News2Result;
import dev.vigil.domain.score.News2Subject;
import dev.vigil.domain.score.ScoreInput;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.score.table.TableScore;
import dev.vigil.domain.score.table.TableScorer;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTablesTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final LocalDate ADULT = LocalDate.parse("1950-01-01");

    private static final String PAEDIATRIC = """
            score: early-warning-infant       # made up for this test
            appliesTo: { fromAge: P3M, underAge: P1Y }
            freshness: { heart-rate: PT4H }
            assume: { consciousness: A }
            parameters:
              - vital: heart-rate
                bands:
                  - { to: 89, points: 2 }
                  - { from: 90, to: 109, points: 1 }
                  - { from: 110, to: 160, points: 0 }
                  - { from: 161, points: 2 }
              - vital: consciousness
                bands:
                  - { anyOf: [A], points: 0 }
                  - { anyOf: [C, V, P, U], points: 3 }
            """;

    @Test
    void shouldScoreEveryVectorOfTheChartLikeTheChart() throws IOException {
        List<String> vectors = Files.readAllLines(Path.of("../domain/src/test/resources/news2_vectors.csv"));
        assertThat(vectors).hasSizeGreaterThan(100);
        for (String line : vectors.subList(1, vectors.size())) {
            String[] cells = line.split(",", 20);
            Map<Vital, ScoreInput> inputs = new EnumMap<>(Vital.class);
            put(inputs, Vital.RESPIRATORY_RATE, cells[1], AT);
            put(inputs, Vital.OXYGEN_SATURATION, cells[2], AT);
            put(inputs, Vital.OXYGEN_FLOW, cells[4].equals("O2") ? "2" : "0", AT);
            put(inputs, Vital.SYSTOLIC_BP, cells[5], AT);
            put(inputs, Vital.HEART_RATE, cells[6], AT);
            put(inputs, Vital.CONSCIOUSNESS, cells[7], AT);
            put(inputs, Vital.BODY_TEMPERATURE, cells[8], AT);
            TableScore.Scored scored = news2(inputs, Integer.parseInt(cells[3]));
            assertThat(scored.floor()).as(line).isEqualTo(Integer.parseInt(cells[16])).isEqualTo(scored.ceiling());
            assertThat(scored.complete()).isTrue();
        }
    }

    /// The table against the code, on values with gaps, of different times and of both sources of pulse and oxygen.
    @Test
    void shouldSayOfAnybodyWhatTheCodeSays() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Map<Vital, ScoreInput> inputs = new EnumMap<>(Vital.class);
            for (Vital vital : List.of(Vital.RESPIRATORY_RATE, Vital.OXYGEN_SATURATION, Vital.OXYGEN_FLOW,
                    Vital.INSPIRED_OXYGEN, Vital.SYSTOLIC_BP, Vital.HEART_RATE, Vital.PULSE_RATE, Vital.CONSCIOUSNESS,
                    Vital.BODY_TEMPERATURE)) {
                if (random.nextInt(4) > 0) {
                    put(inputs, vital, value(vital, random), AT.minusSeconds(random.nextInt(3)));
                }
            }
            int scale = 1 + random.nextInt(2);
            TableScore.Scored table = news2(inputs, scale);
            News2Result.Scored code = (News2Result.Scored) News2.assess(new News2Subject(ADULT, false, scale),
                    inputs.values(), vital -> Duration.ofHours(1), AT);
            assertThat(List.of(table.floor(), table.ceiling(), table.missing().size())).as("seed " + seed)
                    .containsExactly(code.floor(), code.ceiling(), code.missing().size());
        }
    }

    @ParameterizedTest(name = "rate {0}, pressure {1}, level {2}: {3} to {4}")
    @CsvSource(nullValues = "-", value = {"21, 101, A, 0, 0", "22, 101, A, 1, 1", "21.4, 100.5, A, 0, 0",
        "21.5, 100.4, A, 2, 2", "22, 100, C, 3, 3", "22, -, C, 2, 3", "-, -, -, 0, 3", "22, 100, -, 2, 3"})
    void shouldScoreQsofaAtEveryEdge(@Nullable String rate, @Nullable String pressure, @Nullable String level,
            int floor, int ceiling) {
        Map<Vital, ScoreInput> inputs = new EnumMap<>(Vital.class);
        put(inputs, Vital.RESPIRATORY_RATE, rate, AT);
        put(inputs, Vital.SYSTOLIC_BP, pressure, AT);
        put(inputs, Vital.CONSCIOUSNESS, level, AT);
        TableScore.Scored scored = (TableScore.Scored) TableScorer.assess(shipped("qsofa"), patient(ADULT, 1), inputs,
                AT);
        assertThat(List.of(scored.floor(), scored.ceiling())).containsExactly(floor, ceiling);
    }

    @ParameterizedTest(name = "{0} over {1}: {2}")
    @CsvSource({"70, 100, 0", "70.4, 100, 0", "70.5, 100, 1", "90, 100, 1", "90.4, 100, 1", "90.5, 100, 2",
        "130, 80, 2"})
    void shouldBandTheQuotientOfTwoVitals(String rate, String pressure, int points) {
        Map<Vital, ScoreInput> inputs = new EnumMap<>(Vital.class);
        put(inputs, Vital.HEART_RATE, rate, AT);
        put(inputs, Vital.SYSTOLIC_BP, pressure, AT);
        assertThat(TableScorer.assess(shipped("shock-index"), patient(ADULT, 1), inputs, AT))
                .isInstanceOfSatisfying(TableScore.Scored.class, scored -> {
                    assertThat(scored.floor()).isEqualTo(points).isEqualTo(scored.ceiling());
                    assertThat(scored.parts().getFirst().inputs()).hasSize(2);
                });
    }

    /// A cuff at home counts the pulse; an older heart rate beside it must not decide.
    @Test
    void shouldDivideTheNewerOfHeartAndPulseRate() {
        Map<Vital, ScoreInput> inputs = new EnumMap<>(Vital.class);
        put(inputs, Vital.HEART_RATE, "120", AT.minus(Duration.ofMinutes(50)));
        put(inputs, Vital.PULSE_RATE, "60", AT);
        put(inputs, Vital.SYSTOLIC_BP, "100", AT);
        assertThat(TableScorer.assess(shipped("shock-index"), patient(ADULT, 1), inputs, AT))
                .isInstanceOfSatisfying(TableScore.Scored.class, scored -> assertThat(scored.ceiling()).isZero());
        put(inputs, Vital.HEART_RATE, "120", AT.plusSeconds(1));
        assertThat(TableScorer.assess(shipped("shock-index"), patient(ADULT, 1), inputs, AT))
                .as("a heart rate that is newer than the cuff is no older than the pressure")
                .isInstanceOfSatisfying(TableScore.Scored.class, scored -> assertThat(scored.floor()).isEqualTo(2));
    }

    @ParameterizedTest(name = "born {0}: {1}")
    @CsvSource({"2026-08-23, it is not valid at that young an age", "2026-08-22, ''", "2025-11-23, ''",
        "2025-11-22, it is not valid at that old an age"})
    void shouldScoreASitesOwnForTheAgesItIsMadeForOnly(LocalDate birth, String refusal) {
        ScoreTable table = ((ScoreCodec.Parsed.Accepted) ScoreCodec.parse(PAEDIATRIC)).table();
        Map<Vital, ScoreInput> inputs = new EnumMap<>(Vital.class);
        put(inputs, Vital.HEART_RATE, "170", AT);
        switch (TableScorer.assess(table, patient(birth, 1), inputs, AT)) {
            case TableScore.Refused refused -> assertThat(refused.reason()).isEqualTo(refusal);
            case TableScore.Scored scored -> {
                assertThat(refusal).isEmpty();
                assertThat(scored.floor()).isEqualTo(2).isEqualTo(scored.ceiling());
                assertThat(scored.parts()).extracting(TableScore.Part::assumed).containsExactly(false, true);
            }
        }
    }

    @Test
    void shouldNotScoreWhoseAgeIsUnknownOrWhoIsPregnantWhereItIsNotValid() {
        assertThat(TableScorer.assess(shipped("news2"), null, Map.of(), AT))
                .isEqualTo(new TableScore.Refused("the date of birth is not known"));
        assertThat(TableScorer.assess(shipped("news2"), new Patient(new PatientId("p1"), ADULT, null, null, null,
                null, List.of(), List.of(), List.of(new PatientSettings(Instant.EPOCH, 1, true, null, Map.of()))),
                Map.of(), AT)).isEqualTo(new TableScore.Refused("it is not valid in pregnancy"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "{ to: 8, points: 3 }, { from: 10, points: 0 } | [1].from: leaves a hole after 8; must be 9",
        "{ to: 8, points: 3 }, { from: 8, points: 0 } | [1].from: overlaps the band that ends at 8; must be 9",
        "{ from: 0, to: 8, points: 3 }, { from: 9, points: 0 } | [0].from: the lowest band has no from",
        "{ to: 8, points: 3 }, { from: 9, to: 40, points: 0 } | [1].to: the highest band has no to",
        "{ points: 3 }, { from: 9, points: 0 } | [0]: needs to: only the highest band has none",
        "{ to: 8, points: 3 }, { points: 0 } | [1]: needs from: 9",
        "{ to: 8.5, points: 3 }, { from: 9, points: 0 } | [0].to: has more than 0 digits",
        "{ to: 8 }, { from: 9, points: 0 } | [0]: needs points",
        "{ to: 8, points: 3 }, { from: 9, to: 7, points: 1 }, { from: 8, points: 0 } | : bands must rise"})
    void shouldRefuseATableWithAHoleOrAnOverlap(String bands, String problem) {
        assertThat(problems("score: s\nparameters:\n  - vital: respiratory-rate\n    bands: [" + bands + "]\n"))
                .singleElement().asString().startsWith("line 4, parameters[0].bands" + problem);
    }

    @Test
    void shouldNameEveryOtherMistake() {
        assertThat(problems("""
                score: s
                colour: red
                appliesTo: { fromAge: sixteen }
                assume: { mood: good, consciousness: B, heart-rate: 7 }
                parameters:
                  - { vital: mood, bands: [ { points: 0 } ] }
                  - { vital: consciousness, bands: [ { anyOf: [A], points: 0 }, { anyOf: [A, C, V, P], points: 3 } ] }
                  - { ratio: [heart-rate], bands: [ { points: 0 } ] }
                  - { vital: oxygen-saturation, oxygenScale: 3, bands: [ { points: 0 } ] }
                  - { vital: pain }
                """)).containsExactlyInAnyOrder("line 2, colour: is not known here; known are appliesTo, assume,"
                + " freshness, parameters, score",
                "line 3, appliesTo.fromAge: must be an age such as P16Y or P3M",
                "line 4, assume.mood: is not a vital of the catalogue",
                "line 4, assume.consciousness: must be one of A, C, V, P, U",
                "line 4, assume.heart-rate: is no value of heart-rate",
                "line 6, parameters[0].vital: is not a vital of the catalogue",
                "line 7, parameters[1].bands[1].anyOf[0]: overlaps: A has points already",
                "line 7, parameters[1].bands: leaves a hole: U has no points",
                "line 8, parameters[2]: a ratio is of two numbers, and a coded vital alone",
                "line 9, parameters[3].oxygenScale: must be 1 or 2", "line 10, parameters[4]: needs bands");
    }

    private static List<String> problems(String yaml) {
        return ((ScoreCodec.Parsed.Refused) ScoreCodec.parse(yaml)).problems().stream().map(PlanProblem::toString)
                .toList();
    }

    private static ScoreTable shipped(String id) {
        return Objects.requireNonNull(ShippedScores.all().get(id));
    }

    private static TableScore.Scored news2(Map<Vital, ScoreInput> inputs, int scale) {
        return (TableScore.Scored) TableScorer.assess(shipped("news2"), patient(ADULT, scale), inputs, AT);
    }

    private static Patient patient(LocalDate birth, int scale) {
        return new Patient(new PatientId("p1"), birth, null, null, null, null, List.of(), List.of(),
                List.of(new PatientSettings(Instant.EPOCH, scale, false, null, Map.of())));
    }

    private static String value(Vital vital, Random random) {
        if (vital == Vital.CONSCIOUSNESS) {
            return Consciousness.values()[random.nextInt(5)].code();
        }
        if (vital == Vital.OXYGEN_FLOW || vital == Vital.INSPIRED_OXYGEN) {
            return random.nextBoolean() ? vital == Vital.OXYGEN_FLOW ? "0" : "21" : "30";
        }
        long span = vital.trusted().high().subtract(vital.trusted().low()).movePointRight(2).longValue();
        return vital.trusted().low().add(BigDecimal.valueOf(random.nextLong(span + 1), 2)).toPlainString();
    }

    private static void put(Map<Vital, ScoreInput> inputs, Vital vital, @Nullable String value, Instant takenAt) {
        if (value != null) {
            MeasuredValue measured = vital.coded()
                    ? new MeasuredValue.Level(Consciousness.ofCode(value).orElseThrow())
                    : new MeasuredValue.Quantity(new BigDecimal(value));
            inputs.put(vital, new ScoreInput(vital, measured, takenAt, "o"));
        }
    }
}
