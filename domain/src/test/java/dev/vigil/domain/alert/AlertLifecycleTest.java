package dev.vigil.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.alert.AlertEvent.PatientErased;
import dev.vigil.domain.alert.AlertEvent.SignalCame;
import dev.vigil.domain.alert.AlertOutcome.Forgotten;
import dev.vigil.domain.alert.AlertOutcome.Refusal;
import dev.vigil.domain.alert.AlertOutcome.Refused;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.SignalState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertLifecycleTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    /// Every state × every event: the state after it and the line it leaves in the history. `-`: nothing is published;
    /// `new`: another alert is opened. The first signal, `one`, is of medium priority.
    @ParameterizedTest(name = "{0}: {1} -> {2} ({3})")
    @CsvSource(delimiter = '|', textBlock = """
            none         | other raised low    | active       | raised
            none         | one changed medium  | active       | raised
            none         | one ended           | -            | -
            none         | retrospective       | -            | -
            none         | acknowledge         | -            | -
            none         | snooze              | -            | -
            none         | resolve             | -            | -
            none         | comment             | -            | -
            none         | half an hour        | -            | -
            none         | told twice          | active       | raised
            active       | other raised low    | active       | signal-joined
            active       | other raised medium | active       | signal-joined
            active       | other raised high   | active       | stepped-up
            active       | one changed low     | active       | raised
            active       | one changed medium  | active       | raised
            active       | one changed high    | active       | stepped-up
            active       | one ended           | cleared      | cleared
            active       | retrospective       | active       | retrospective-finding
            active       | acknowledge         | acknowledged | acknowledge
            active       | snooze              | snoozed      | snooze
            active       | resolve             | resolved     | resolve
            active       | comment             | active       | comment
            active       | half an hour        | -            | -
            active       | told twice          | -            | -
            acknowledged | other raised low    | acknowledged | signal-joined
            acknowledged | other raised medium | acknowledged | signal-joined
            acknowledged | other raised high   | active       | stepped-up
            acknowledged | one changed low     | acknowledged | acknowledge
            acknowledged | one changed medium  | acknowledged | acknowledge
            acknowledged | one changed high    | active       | stepped-up
            acknowledged | one ended           | resolved     | resolved
            acknowledged | retrospective       | acknowledged | retrospective-finding
            acknowledged | acknowledge         | acknowledged | refused
            acknowledged | snooze              | snoozed      | snooze
            acknowledged | resolve             | resolved     | resolve
            acknowledged | comment             | acknowledged | comment
            acknowledged | half an hour        | -            | -
            acknowledged | told twice          | -            | -
            snoozed      | other raised low    | snoozed      | signal-joined
            snoozed      | other raised medium | snoozed      | signal-joined
            snoozed      | other raised high   | active       | stepped-up
            snoozed      | one changed low     | snoozed      | snooze
            snoozed      | one changed medium  | snoozed      | snooze
            snoozed      | one changed high    | active       | stepped-up
            snoozed      | one ended           | cleared      | cleared
            snoozed      | retrospective       | snoozed      | retrospective-finding
            snoozed      | acknowledge         | acknowledged | acknowledge
            snoozed      | snooze              | snoozed      | snooze
            snoozed      | resolve             | resolved     | resolve
            snoozed      | comment             | snoozed      | comment
            snoozed      | half an hour        | active       | snooze-ended
            snoozed      | told twice          | -            | -
            cleared      | other raised low    | active       | raised-again
            cleared      | other raised medium | active       | raised-again
            cleared      | other raised high   | active       | raised-again
            cleared      | one changed medium  | active       | raised-again
            cleared      | one changed high    | active       | raised-again
            cleared      | one ended           | -            | -
            cleared      | retrospective       | cleared      | retrospective-finding
            cleared      | acknowledge         | resolved     | acknowledge
            cleared      | snooze              | cleared      | refused
            cleared      | resolve             | resolved     | resolve
            cleared      | comment             | cleared      | comment
            cleared      | half an hour        | -            | -
            cleared      | told twice          | -            | -
            resolved     | other raised low    | new active   | raised
            resolved     | other raised medium | new active   | raised
            resolved     | other raised high   | new active   | raised
            resolved     | one changed low     | -            | -
            resolved     | one changed medium  | -            | -
            resolved     | one changed high    | new active   | raised
            resolved     | one ended           | -            | -
            resolved     | retrospective       | -            | -
            resolved     | acknowledge         | -            | -
            resolved     | snooze              | -            | -
            resolved     | resolve             | -            | -
            resolved     | comment             | -            | -
            resolved     | half an hour        | -            | -
            resolved     | told twice          | -            | -
            """)
    void shouldGoToTheStateOfTheTable(String state, String event, String expected, String lastEntry) {
        Story story = inState(state);
        List<Alert> before = story.published();

        happen(story, event);

        List<Alert> published = story.published().subList(before.size(), story.published().size());
        if (expected.equals("-")) {
            assertThat(published).isEmpty();
            return;
        }
        Alert alert = published.getLast();
        assertThat(alert.state().code()).isEqualTo(expected.replace("new ", ""));
        assertThat(alert.history().getLast().event()).isEqualTo(lastEntry);
        boolean sameAlert = !before.isEmpty() && before.getLast().id().equals(alert.id());
        assertThat(sameAlert).isEqualTo(!before.isEmpty() && !expected.startsWith("new "));
    }

    private static Story inState(String state) {
        Story story = new Story();
        return switch (state) {
            case "none" -> story;
            case "active" -> story.raised("one", Priority.MEDIUM);
            case "acknowledged" -> inState("active").acknowledge("ack");
            case "snoozed" -> inState("active").snooze("snooze", HALF_AN_HOUR);
            case "cleared" -> inState("active").ended("one", Priority.MEDIUM);
            case "resolved" -> inState("active").resolve("resolve");
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static void happen(Story story, String event) {
        switch (event) {
            case "one ended" -> story.ended("one", Priority.MEDIUM);
            case "retrospective" -> story.retrospective("old", Priority.HIGH, SignalState.RAISED);
            case "acknowledge" -> story.acknowledge("c");
            case "snooze" -> story.snooze("c", HALF_AN_HOUR);
            case "resolve" -> story.resolve("c");
            case "comment" -> story.comment("c");
            case "half an hour" -> story.after(HALF_AN_HOUR);
            case "told twice" -> story.tell(new SignalCame(Story.signalOf("one", Priority.MEDIUM, SignalState.RAISED,
                    false, Story.START.plusSeconds(60))));
            default -> {
                String[] words = event.split(" ");
                story.signal(words[0], Priority.valueOf(words[2].toUpperCase(java.util.Locale.ROOT)),
                        SignalState.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)), false);
            }
        }
    }

    @Test
    void shouldGroupSignalsOfOneKindAndKeepTechnicalOnesApart() {
        Story story = new Story().raised("one", Priority.LOW).raised("two", Priority.HIGH)
                .raised("silent", Priority.LOW);

        assertThat(story.alerts().open()).extracting(Alert::kind)
                .containsExactlyInAnyOrder(RuleKind.PHYSIOLOGICAL, RuleKind.TECHNICAL);
        Alert physiological = story.alerts().openOf(RuleKind.PHYSIOLOGICAL).orElseThrow();
        assertThat(physiological.priority()).isEqualTo(Priority.HIGH);
        assertThat(physiological.signals()).hasSize(2);
    }

    @Test
    void shouldNotLowerThePriorityWhileOpen() {
        Story story = new Story().raised("one", Priority.LOW).raised("two", Priority.HIGH)
                .ended("two", Priority.HIGH).changed("one", Priority.LOW);

        assertThat(story.alert().priority()).isEqualTo(Priority.HIGH);
        assertThat(story.alert().state().code()).isEqualTo("active");
    }

    @Test
    void shouldClearOnlyWhenTheLastSignalHasEnded() {
        Story story = new Story().raised("one", Priority.LOW).raised("two", Priority.LOW).ended("one", Priority.LOW);
        assertThat(story.alert().state().code()).isEqualTo("active");

        story.ended("two", Priority.LOW);
        assertThat(story.alert().state().code()).isEqualTo("cleared");
    }

    @Test
    void shouldRefuseToSnoozeAHighPriorityAlertAndSayWhyInItsHistory() {
        Story story = new Story().raised("one", Priority.HIGH).snooze("c-1", HALF_AN_HOUR);

        assertThat(story.alert().state().code()).isEqualTo("active");
        AlertEntry entry = story.alert().outcomeOf("c-1").orElseThrow();
        assertThat(entry.event()).isEqualTo(AlertEntry.REFUSED);
        assertThat(entry.note()).contains("high");
        assertThat(story.latest()).filteredOn(Refused.class::isInstance).hasSize(1);
    }

    @Test
    void shouldRefuseASnoozeWithoutEndInSight() {
        Story story = new Story().raised("one", Priority.LOW).snooze("c-1", Duration.ofDays(2))
                .snooze("c-2", Duration.ZERO);

        assertThat(story.alert().history()).filteredOn(entry -> entry.event().equals(AlertEntry.REFUSED)).hasSize(2);
    }

    @Test
    void shouldTellAnUnknownAlertFromAResolvedOne() {
        Story story = new Story().acknowledge("c-1");
        assertThat(refusal(story)).isInstanceOf(Refusal.NotFound.class);

        story.raised("one", Priority.LOW).resolve("c-2").acknowledge("c-3");
        assertThat(refusal(story)).isInstanceOf(Refusal.Forbidden.class);
    }

    private static Refusal refusal(Story story) {
        return ((Refused) story.latest().getLast()).refusal();
    }

    @Test
    void shouldChangeNothingMoreWhenACommandIsRepeated() {
        Story story = new Story().raised("one", Priority.LOW).comment("c-1");
        PatientAlerts before = story.alerts();

        story.comment("c-1");

        assertThat(story.latest()).isEmpty();
        assertThat(story.alerts()).isEqualTo(before);
    }

    @Test
    void shouldOpenAnotherAlertUnderAnotherIdWhenAResolvedConditionGetsWorse() {
        Story story = new Story().raised("one", Priority.LOW).resolve("c-1");
        String first = story.alert().id();

        story.changed("one", Priority.MEDIUM).resolve("c-2").changed("one", Priority.HIGH);

        assertThat(story.alert().state().code()).isEqualTo("active");
        assertThat(story.published().stream().map(Alert::id).distinct()).hasSize(3).startsWith(first);
    }

    @Test
    void shouldRingForAnOldFindingThatTurnsOutToGoOn() {
        Story story = new Story().raised("one", Priority.LOW)
                .retrospective("two", Priority.LOW, SignalState.RAISED).resolve("c-1")
                .changed("two", Priority.LOW);

        assertThat(story.alert().state().code()).isEqualTo("active");
        assertThat(story.alert().signals()).extracting(dev.vigil.domain.signal.Signal::ruleId).containsExactly("two");
    }

    @Test
    void shouldNotLetAnOldFindingHideWhatIsPresent() {
        Story story = new Story().raised("one", Priority.MEDIUM)
                .retrospective("one", Priority.HIGH, SignalState.CHANGED);

        assertThat(story.alert().priority()).isEqualTo(Priority.MEDIUM);
        assertThat(story.alert().present()).hasSize(1);
        assertThat(story.ended("one", Priority.MEDIUM).alert().state().code()).isEqualTo("cleared");
    }

    @Test
    void shouldForgetAResolvedAlertAfterThirtyDaysAndNoOpenOneEver() {
        Story story = new Story().raised("one", Priority.LOW).resolve("c-1").raised("silent", Priority.LOW);
        assertThat(story.alerts().nextDue()).isPresent();

        story.after(Duration.ofDays(29));
        assertThat(story.latest()).isEmpty();

        story.after(Duration.ofDays(1));
        assertThat(story.latest()).hasSize(1).allMatch(Forgotten.class::isInstance);
        assertThat(story.after(Duration.ofDays(400)).alerts().open()).hasSize(1);
    }

    @Test
    void shouldForgetEverythingOfAnErasedPatient() {
        Story story = new Story().raised("one", Priority.LOW).resolve("c-1").raised("silent", Priority.LOW)
                .tell(new PatientErased());

        assertThat(story.latest()).hasSize(2).allMatch(Forgotten.class::isInstance);
        assertThat(story.alerts().isEmpty()).isTrue();
    }

    @Test
    void shouldStaySmallHoweverRestlessAnUnseenAlertIs() {
        Story story = new Story();
        for (int i = 0; i < 2_000; i++) {
            story.raised("rule-" + i, Priority.LOW).ended("rule-" + i, Priority.LOW);
        }

        assertThat(story.alert().signals()).hasSizeLessThanOrEqualTo(24);
        assertThat(story.alert().history()).hasSizeLessThanOrEqualTo(200);
        assertThat(story.alert().history().getFirst().event()).isEqualTo(AlertEntry.RAISED);
        assertThat(story.alerts().episodes()).hasSizeLessThanOrEqualTo(256);
    }

    /// A seeded random walk: whatever happens, what must always be true is true, and hearing the newest word again
    /// changes nothing.
    @Test
    void shouldKeepItsPromisesOnEveryWalk() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Story story = new Story();
            for (int step = 0; step < 60; step++) {
                walk(story, random, step);
                story.alerts().open().forEach(alert -> shouldBeSound(alert, story));
                assertThat(story.alerts().open()).extracting(Alert::kind).doesNotHaveDuplicates();
            }
        }
    }

    private static void walk(Story story, Random random, int step) {
        String rule = List.of("one", "two", "three", "silent").get(random.nextInt(4));
        Priority priority = Priority.values()[random.nextInt(3)];
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> {
                SignalState state = SignalState.values()[random.nextInt(3)];
                boolean retrospective = random.nextInt(5) == 0;
                story.signal(rule, priority, state, retrospective);
                PatientAlerts once = story.alerts();
                story.tell(new SignalCame(Story.signalOf(rule, priority, state, retrospective, story.now())));
                boolean remembered = once.episodes().stream().anyMatch(episode -> episode.at().equals(story.now()));
                assertThat(story.alerts()).isEqualTo(once);
                assertThat(remembered || story.latest().isEmpty()).isTrue();
            }
            case 4 -> story.acknowledge("c" + step);
            case 5 -> story.snooze("c" + step, Duration.ofMinutes(5));
            case 6 -> story.resolve("c" + step);
            default -> story.after(Duration.ofMinutes(7));
        }
    }

    private static void shouldBeSound(Alert alert, Story story) {
        boolean hasPresent = !alert.present().isEmpty();
        assertThat(alert.state() instanceof AlertState.Cleared).as("cleared exactly when nothing is present")
                .isEqualTo(!hasPresent);
        if (alert.state() instanceof AlertState.Snoozed) {
            assertThat(alert.priority()).isNotEqualTo(Priority.HIGH);
        }
        alert.present().forEach(signal -> assertThat(alert.priority()).isGreaterThanOrEqualTo(signal.priority()));
        assertThat(story.alerts().closedWith(alert.id())).isEmpty();
    }
}
