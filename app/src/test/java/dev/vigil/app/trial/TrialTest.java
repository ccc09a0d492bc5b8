package dev.vigil.app.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vigil.app.replay.Recording;
import dev.vigil.app.replay.RowCount;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import dev.vigil.wire.plan.ShippedPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {

    /// Hourly saturation of one patient; the label stands for an event at hour 20.
    private static final String MAPPING = """
            device: { column: bed }
            time: { column: hour, unit: hours }
            columns: { SpO2: { vital: oxygen-saturation, unit: "%" } }
            event: { column: label, value: "1", after: PT6H }
            """;
    private static final Plan LOW = plan("below-90", "{ vital: oxygen-saturation, below: 90 }");
    private static final Plan VERY_LOW = plan("below-80", "{ vital: oxygen-saturation, below: 80 }");

    @TempDir
    Path directory;

    @Test
    void shouldOpenAnAlertForEachEpisodeAndEndItWithItsCondition() throws IOException {
        Trial trial = trial(List.of(LOW), """
                bed,hour,SpO2,label
                a,1,97,0
                a,2,88,0
                a,3,87,0
                a,4,96,0
                a,5,85,0
                """);
        List<TrialAlert> alerts = trial.plans().getLast().alerts().toList();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.getFirst().openedAt()).isEqualTo(hour(1));
        assertThat(alerts.getFirst().clearedAt()).isEqualTo(hour(3));
        assertThat(alerts.getFirst().explanation()).contains("88");
        assertThat(alerts.getLast().clearedAt()).as("goes on to the end").isNull();
        assertThat(trial.plans().getLast().episodes()).containsEntry("only", 2);
    }

    @Test
    void shouldTellWhatAppearsAndWhatVanishes() throws IOException {
        Trial trial = trial(List.of(LOW, VERY_LOW), """
                bed,hour,SpO2,label
                a,1,97,0
                a,2,88,0
                a,3,97,0
                a,4,78,0
                b,1,97,0
                """);
        PlanTrial low = trial.plans().get(1);
        PlanTrial veryLow = trial.plans().get(2);
        assertThat(low.without(veryLow)).extracting(TrialAlert::openedAt).containsExactly(hour(1));
        assertThat(veryLow.without(low)).isEmpty();
        assertThat(low.patientsWithAlerts()).isEqualTo(1);
    }

    @Test
    void shouldNameWhichAppearAndVanishAndWhomTheNightIsFor() throws IOException {
        Trial trial = Trial.of(subjects("""
                bed,hour,SpO2,label
                a,0,97,0
                a,1,91,0
                a,9,97,0
                a,10,91,0
                b,0,97,0
                """), List.of(LOW), Part.ALL, Night.in(ZoneId.of("UTC")));
        List<TrialDetails.Section> sections = TrialDetails.of(trial).sections();
        assertThat(sections).extracting(TrialDetails.Section::title).containsExactly("Calls at night under present",
                "Appear under below-90", "Vanish under below-90", "Calls at night under below-90");
        assertThat(sections.getFirst().rows()).as("the second is at ten in the morning").singleElement()
                .satisfies(call -> assertThat(call).startsWith("a", "2020-01-01T01:00:00Z", "high"));
        assertThat(sections.get(1).rows()).isEmpty();
        assertThat(sections.get(2).rows()).hasSize(2).allSatisfy(row -> assertThat(row.getLast()).contains("91"));
        assertThat(TrialReport.html(trial)).contains("Vanish under below-90: 2");
    }

    @Test
    void shouldTellHowOftenOfEachPriorityAndRuleInAPatientDay() throws IOException {
        Trial trial = trial(List.of(LOW), """
                bed,hour,SpO2,label
                a,0,97,0
                a,1,88,0
                a,2,97,0
                a,3,88,0
                a,12,97,0
                """);
        assertThat(TrialTable.of(trial).lines()).anyMatch(line -> line.matches("  of them medium .*2 \\(4\\.00\\)"))
                .anyMatch(line -> line.matches("episodes of only .*2 \\(4\\.00\\)"));
    }

    /// 38 of 49: Wilson's interval by hand.
    @Test
    void shouldSayHowSureAShareOfFewEventsIs() {
        Foretelling foretelling = new Foretelling(49, Collections.nCopies(38, Duration.ofHours(1)), 51, 0);
        assertThat(foretelling.atLeast()).isCloseTo(0.641, within(0.001));
        assertThat(foretelling.atMost()).isCloseTo(0.870, within(0.001));
    }

    @Test
    void shouldSayHowManyEventsWereForetoldHowEarlyAndAtWhosePeace() throws IOException {
        Trial trial = trial(List.of(LOW), """
                bed,hour,SpO2,label
                foretold,1,97,0
                foretold,12,88,0
                foretold,14,88,1
                missed,1,97,0
                missed,14,97,1
                missed,22,85,1
                too-early,1,85,1
                disturbed,1,85,0
                calm,1,97,0
                """);
        Foretelling foretelling = trial.plans().getLast().foretelling();
        assertThat(foretelling.events()).as("an event that nobody could foretell does not count").isEqualTo(2);
        assertThat(foretelling.leads()).containsExactly(Duration.ofHours(8));
        assertThat(foretelling.sensitivity()).isEqualTo(0.5);
        assertThat(foretelling.specificity()).isEqualTo(0.5);
    }

    @Test
    void shouldSplitPatientsIntoTwoPartsForEver() throws IOException {
        StringBuilder rows = new StringBuilder("bed,hour,SpO2,label\n");
        for (int bed = 0; bed < 100; bed++) {
            rows.append("bed-").append(bed).append(",1,97,0\n");
        }
        List<Subject> all = subjects(rows.toString());
        long train = all.stream().filter(Part.TRAIN::has).count();
        assertThat(train).isBetween(40L, 60L);
        assertThat(all).allMatch(subject -> Part.TRAIN.has(subject) != Part.TEST.has(subject) && Part.ALL.has(subject));
    }

    @Test
    void shouldCallOnlyAtNightWhatIsNight() {
        Night night = Night.in(ZoneId.of("Europe/Berlin"));
        assertThat(night.covers(Instant.parse("2026-01-10T20:59:59Z"))).isFalse();
        assertThat(night.covers(Instant.parse("2026-01-10T21:00:00Z"))).isTrue();
        assertThat(night.covers(Instant.parse("2026-01-11T05:59:59Z"))).isTrue();
        assertThat(night.covers(Instant.parse("2026-01-11T06:00:00Z"))).isFalse();
    }

    @Test
    void shouldRingAgainOnlyWhenThePriorityRises() throws IOException {
        Plan steps = ((ParsedPlan.Accepted) PlanCodec.parse("""
                plan: steps
                rules:
                  - { id: low, priority: medium, when: { vital: oxygen-saturation, below: 90 } }
                  - { id: very-low, priority: high, when: { vital: oxygen-saturation, below: 80 } }
                """)).plan();
        Trial trial = trial(List.of(steps), """
                bed,hour,SpO2,label
                a,1,88,0
                a,2,78,0
                a,3,79,0
                """);
        assertThat(trial.plans().getLast().alerts().toList()).singleElement().satisfies(alert -> {
            assertThat(alert.priority()).isEqualTo(Priority.HIGH);
            assertThat(alert.rings()).extracting(TrialAlert.Ring::at).containsExactly(hour(0), hour(1));
        });
    }

    @Test
    void shouldReportWithoutAnythingFromElsewhere() throws IOException {
        String html = TrialReport.html(trial(List.of(LOW), """
                bed,hour,SpO2,label
                a,1,97,0
                a,2,88,0
                a,3,97,1
                """));
        assertThat(html).startsWith("<!doctype html>").contains("below-90").contains("class=\"medium\"")
                .contains("class=\"event\"").doesNotContain("http").doesNotContain("<script");
    }

    private Trial trial(List<Plan> plans, String rows) throws IOException {
        return Trial.of(subjects(rows), plans, Part.ALL, null);
    }

    private List<Subject> subjects(String rows) throws IOException {
        Path file = Files.writeString(directory.resolve("ward.csv"), rows);
        Path mapping = Files.writeString(directory.resolve("mapping.yaml"), MAPPING);
        RowCount count = new RowCount();
        return RecordedSubjects.of(Recording.read(List.of(file), mapping, count), ShippedPlans.general(), count);
    }

    private static Instant hour(int sinceFirst) {
        return Instant.parse("2020-01-01T00:00:00Z").plus(Duration.ofHours(sinceFirst));
    }

    private static Plan plan(String id, String when) {
        return ((ParsedPlan.Accepted) PlanCodec.parse("plan: " + id
                + "\nrules:\n  - { id: only, priority: medium, when: " + when + " }\n")).plan();
    }
}
