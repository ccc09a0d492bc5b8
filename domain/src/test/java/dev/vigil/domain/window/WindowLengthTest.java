package dev.vigil.domain.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowLengthTest {

    @ParameterizedTest
    @CsvSource({"PT1M, TEN_SECONDS, 6", "PT1M10S, TEN_SECONDS, 7", "PT5M, TEN_SECONDS, 30", "PT6M, ONE_MINUTE, 6",
        "PT15M, ONE_MINUTE, 15", "PT1H, ONE_MINUTE, 60", "PT75M, FIFTEEN_MINUTES, 5", "PT6H, FIFTEEN_MINUTES, 24",
        "PT24H, FIFTEEN_MINUTES, 96", "PT30H, SIX_HOURS, 5", "P7D, SIX_HOURS, 28", "P14D, SIX_HOURS, 56",
        "P30D, SIX_HOURS, 120"})
    void shouldBeMadeOfTheFinestPanesThatReachSoFarBack(String length, Grain grain, int panes) {
        WindowLength window = new WindowLength(Duration.parse(length));
        assertThat(window.grain()).isEqualTo(grain);
        assertThat(window.panes()).isEqualTo(panes).isLessThan(grain.keptPanes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT5M", "PT50S", "PT59.999S", "PT1M5S", "PT5M10S", "PT1M0.5S", "PT61M", "PT24H15M",
        "PT25H", "P30DT6H", "P31D", "P365D"})
    void shouldNameWhatIsAllowedWhereALengthIsNot(String length) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WindowLength(Duration.parse(length)))
                .withMessage("must be PT1M to PT5M in steps of PT10S, to PT1H in steps of PT1M, to PT24H in steps of "
                        + "PT15M, to P30D in steps of PT6H");
    }
}
