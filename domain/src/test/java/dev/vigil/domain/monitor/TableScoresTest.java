package dev.vigil.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.monitor.MonitorEvent.PatientChanged;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.score.table.Applicability;
import dev.vigil.domain.score.table.Banding;
import dev.vigil.domain.score.table.ScoreColumn;
import dev.vigil.domain.score.table.ScoreTable;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableScoresTest {

    private static final ScoreTable FAST_AND_LOW = new ScoreTable("fast-and-low",
            new Applicability(Period.ofYears(16), null, false),
            List.of(column(Vital.RESPIRATORY_RATE, "21", 0, 1), column(Vital.SYSTOLIC_BP, "100", 1, 0)), Map.of(),
            Map.of());

    @Test
    void shouldRaiseOnTheFloorAndSayWhatIsMissing() {
        Watched watched = new Watched(plan(1));
        watched.take(Vital.RESPIRATORY_RATE, "22");
        assertThat(watched.signals()).singleElement().extracting(Signal::explanation)
                .isEqualTo("fast-and-low of 1 is at least 1 (limit of rule warning):"
                        + " respiratory rate 22 (1); missing systolic-bp, taken just now");
    }

    @Test
    void shouldEndOnlyWhenEvenTheCeilingDoesNotReachTheLimit() {
        Watched watched = new Watched(plan(2));
        watched.take(Vital.RESPIRATORY_RATE, "22");
        assertThat(watched.signals()).isEmpty();
        watched.afterSeconds(1).take(Vital.SYSTOLIC_BP, "100");
        watched.pass(Duration.ofHours(2));
        watched.take(Vital.SYSTOLIC_BP, "99");
        assertThat(watched.signals()).as("the rate is stale, and may be high still").hasSize(1);
        watched.afterSeconds(1).take(Vital.SYSTOLIC_BP, "101");
        assertThat(watched.signals()).extracting(Signal::state).containsExactly(SignalState.RAISED, SignalState.ENDED);
    }

    @Test
    void shouldEndWhenTheScoreIsNotValidForThePatientAnyMoreAndSayWhy() {
        Watched watched = new Watched(plan(1));
        watched.take(Vital.RESPIRATORY_RATE, "22");
        watched.afterSeconds(1).decide(new PatientChanged(new Patient(Watched.PATIENT, LocalDate.parse("1990-01-01"),
                null, null, null, null, List.of(), List.of(),
                List.of(new PatientSettings(Instant.EPOCH, 1, true, null, Map.of())))));
        assertThat(watched.signals()).extracting(Signal::explanation).last()
                .isEqualTo("Rule warning no longer applies: it is not valid in pregnancy");
    }

    @Test
    void shouldHoldToThePatientsOwnLimit() {
        Watched watched = new Watched(plan(1));
        watched.decide(new PatientChanged(new Patient(Watched.PATIENT, LocalDate.parse("1950-01-01"), null, null,
                null, null, List.of(), List.of(), List.of(new PatientSettings(Instant.EPOCH, 1, false, null,
                        Map.of("warning", new BigDecimal("2")))))));
        watched.take(Vital.RESPIRATORY_RATE, "22");
        assertThat(watched.signals()).isEmpty();
        watched.take(Vital.SYSTOLIC_BP, "90");
        assertThat(watched.signals()).hasSize(1);
    }

    private static Plan plan(int atLeast) {
        return Plans.of(new Rule("warning", Priority.HIGH, RuleKind.PHYSIOLOGICAL,
                new Condition.TableScoreAtLeast(FAST_AND_LOW, atLeast), null));
    }

    private static ScoreColumn column(Vital vital, String end, int below, int above) {
        return new ScoreColumn(vital.key(), new ScoreColumn.OneOf(List.of(vital)), null, null,
                new Banding.Numbers(0, List.of(new BigDecimal(end)), List.of(below, above)));
    }
}
