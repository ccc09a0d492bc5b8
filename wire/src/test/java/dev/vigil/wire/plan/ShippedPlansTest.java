package dev.vigil.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// That the plans that come along can be trusted as far as a file can be: sources, a warning, and what every device
/// at home needs.
class ShippedPlansTest {

    /// Made to be held against others in a trial, not to watch anybody alone.
    private static final Set<String> FOR_COMPARISON = Set.of("news2", "sepsis-watch");

    static Stream<Plan> plans() {
        return StreamSupport.stream(ShippedPlans.all().spliterator(), false);
    }

    static Stream<Plan> plansToWatchBy() {
        return plans().filter(plan -> !FOR_COMPARISON.contains(plan.id()));
    }

    @ParameterizedTest
    @MethodSource("plansToWatchBy")
    void shouldNameItsSourcesAndAskForAClinician(Plan plan) throws IOException {
        String head = text(plan.id()).lines().takeWhile(line -> line.startsWith("#")).reduce("", String::concat);
        assertThat(head).contains("a qualified clinician must review");
        assertThat(head).as("a source with its year").containsPattern("(19|20)\\d\\d|ADA Standards");
    }

    @ParameterizedTest
    @MethodSource("plansToWatchBy")
    void shouldWatchOverTheDevices(Plan plan) {
        assertThat(plan.rules()).map(Rule::when).filteredOn(Condition.DeviceReports.class::isInstance)
                .map(when -> ((Condition.DeviceReports) when).property())
                .contains(DeviceProperty.BATTERY, DeviceProperty.SIGNAL_QUALITY, DeviceProperty.CLOCK_OFFSET);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldNeverCallAtOnceForWhatIsTechnical(Plan plan) {
        assertThat(plan.rules()).filteredOn(rule -> rule.kind() == RuleKind.TECHNICAL)
                .allMatch(rule -> rule.priority() == Priority.LOW);
        assertThat(plan.rules()).filteredOn(rule -> rule.when() instanceof Condition.Silent
                || rule.when() instanceof Condition.DeviceReports)
                .allMatch(rule -> rule.kind() == RuleKind.TECHNICAL);
    }

    private static String text(String id) throws IOException {
        try (InputStream file = ShippedPlans.class.getResourceAsStream("/plans/" + id + ".yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
