package dev.vigil.alerts.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.MeasuredValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilentGatewayTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final AlertState ACTIVE = new AlertState.Active();

    @Test
    void shouldTellOnceThatAGatewayWithSeveralPatientsIsSilent() {
        assertThat(among(NINE.plusSeconds(40), silent("a", "ward-3", NINE), silent("b", "ward-3", NINE.plusSeconds(40)),
                silent("c", "home-c", NINE), silent("d", null, NINE)))
                .containsExactly(new SilentGateway("ward-3", NINE.plusSeconds(40),
                        List.of(new PatientId("a"), new PatientId("b")), List.of("alert-a", "alert-b")));
    }

    @Test
    void shouldLeaveASinglePatientsSilenceToTheirAlert() {
        assertThat(among(NINE, silent("a", "ward-3", NINE), silent("b", "ward-4", NINE))).isEmpty();
    }

    @Test
    void shouldNotBlameAGatewayThatOthersAreHeardThrough() {
        Instant heardInTheSecondHalf = NINE.plus(Duration.ofMinutes(61));
        assertThat(among(heardInTheSecondHalf, silent("a", "ward-3", NINE), silent("b", "ward-3", NINE))).isEmpty();
        assertThat(among(NINE.plus(Duration.ofMinutes(60)), silent("a", "ward-3", NINE),
                silent("b", "ward-3", NINE))).hasSize(1);
    }

    @Test
    void shouldSayNoMoreOfAGatewayThatIsHeardAgain() {
        assertThat(among(NINE.plus(Duration.ofHours(5)), silent("a", "ward-3", NINE), silent("b", "ward-3", NINE)))
                .isEmpty();
    }

    @Test
    void shouldBelieveSilencesOfAGatewayOfWhichNothingIsKept() {
        assertThat(SilentGateway.among(List.of(silent("a", "ward-3", NINE), silent("b", "ward-3", NINE.plusSeconds(7))),
                gateway -> Optional.empty())).singleElement()
                .satisfies(gateway -> assertThat(gateway.since()).isEqualTo(NINE.plusSeconds(7)));
    }

    @Test
    void shouldKeepAnnouncingAnAlertThatSaysMoreThanThatNothingCame() {
        Alert alsoBattery = alert("b", ACTIVE, silence("b", "ward-3", NINE), battery("b"));
        assertThat(among(NINE, silent("a", "ward-3", NINE), alsoBattery)).singleElement().satisfies(gateway -> {
            assertThat(gateway.patients()).extracting(PatientId::value).containsExactly("a", "b");
            assertThat(gateway.alerts()).containsExactly("alert-a");
        });
    }

    @Test
    void shouldCountOpenAlertsAndPresentSilencesOnly() {
        Alert resolved = alert("b", new AlertState.Resolved(NINE), silence("b", "ward-3", NINE));
        Alert battery = alert("c", ACTIVE, battery("c"));
        assertThat(among(NINE, silent("a", "ward-3", NINE), resolved, battery)).isEmpty();
    }

    private static List<SilentGateway> among(Instant heard, Alert... alerts) {
        return SilentGateway.among(List.of(alerts),
                gateway -> Optional.ofNullable(Map.of("ward-3", heard, "home-c", NINE).get(gateway)));
    }

    private static Alert silent(String patient, @Nullable String gateway, Instant since) {
        return alert(patient, ACTIVE, silence(patient, gateway, since));
    }

    private static Alert alert(String patient, AlertState state, Signal... signals) {
        return new Alert("alert-" + patient, new PatientId(patient), RuleKind.TECHNICAL, Priority.LOW, state, NINE,
                NINE,
                List.of(signals), 0, List.of());
    }

    private static Signal silence(String patient, @Nullable String gateway, Instant since) {
        return signal(patient, "silent", null, gateway, since, since.plus(TWO_HOURS));
    }

    private static Signal battery(String patient) {
        return signal(patient, "battery", new MeasuredValue.Quantity(new BigDecimal("0.05")), "ward-3", NINE, NINE);
    }

    private static Signal signal(String patient, String rule, @Nullable MeasuredValue value, @Nullable String gateway,
            Instant since, Instant at) {
        PatientId id = new PatientId(patient);
        return new Signal(Signal.idOf(id, rule, since), id, rule, RuleKind.TECHNICAL, Priority.LOW, SignalState.RAISED,
                since, at, null, value, null, gateway, null, false, false, "It is so.", List.of());
    }
}
