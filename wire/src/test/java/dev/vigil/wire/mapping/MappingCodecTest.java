package dev.vigil.wire.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.wire.plan.PlanProblem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingCodecTest {

    private static final String TEMPLATE = """
            mapping: acme-hub
            each: $.events[*]
            reading:
              deviceId: { path: $.hub.serial, prefix: "acme-" }
              id: "@.eventId"
              takenAt: { path: "@.ts", format: "dd.MM.yyyy HH:mm:ss", zone: Europe/Berlin }
              battery: { path: "@.battery", times: 0.01 }
              measurements:
                - { vital: heart-rate, value: "@.hr", unit: /min }
                - { vital: body-temperature, value: { path: "@.temp", as: number, times: 0.1 },
                    unit: { path: "@.unit", map: { C: Cel, F: "[degF]" } } }
            """;

    @Test
    void shouldReadATemplate() {
        MappingTemplate template = ((ParsedMapping.Accepted) MappingCodec.parse(TEMPLATE)).template();
        assertThat(template.id()).isEqualTo("acme-hub");
        assertThat(template.each()).hasToString("$.events[*]");
        assertThat(template.measurements()).hasSize(2);
        assertThat(template.takenAt().format()).isInstanceOf(TimeFormat.Written.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"mapping: acme-hub; mapping: Acme Hub; 1 mapping",
        "mapping: acme-hub; # gone; 2 ", "each: $.events[*]; each: events; 2 each",
        "heart-rate; mood; 9 reading.measur",
        "unit: /min; unit: mood; 9 reading.measurements[0].unit", ", unit: /min; ; 9 reading.measurements[0]",
        "$.hub.serial; hub..serial; 4 reading.deviceId.path", "Europe/Berlin; Mars; 6 reading.takenAt.zone",
        ", zone: Europe/Berlin; ; 6 reading.takenAt.format", "dd.MM.yyyy HH:mm:ss; qqqqqqq; 6 reading.takenAt.format",
        "dd.MM.yyyy HH:mm:ss; epmch-millis; 6 reading.takenAt.format",
        "times: 0.01; times: -1; 7 reading.battery.times", "times: 0.01; time: 0.01; 7 reading.battery.time",
        "as: number; as: text; 10 reading.measurements[1].value.as", "\"@.hr\"; 71; 9 reading.measurements[0]",
        "vital: heart-rate,; when: { path: x }, vital: heart-rate,; 9 reading.measurements[0].when",
        "takenAt; takenWhen; 4 reading", "measurements:; measured:; 4 reading"})
    void shouldNameTheProblemAndItsPlace(String from, String to, String expected) {
        List<PlanProblem> problems = ((ParsedMapping.Refused) MappingCodec
                .parse(TEMPLATE.replace(from, to == null ? "" : to))).problems();
        assertThat(problems).anySatisfy(problem -> assertThat(problem.line() + " " + problem.field())
                .startsWith(expected == null ? "" : expected));
    }

    @Test
    void shouldReadOrRefuseAnyText() {
        Random random = new Random(20261123);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder(TEMPLATE);
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                text.replace(at, Math.min(text.length(), at + random.nextInt(10)),
                        String.valueOf("{}[]:,-#&*!|>'\"%@`$\n \t\u0000a1".charAt(random.nextInt(25))));
            }
            assertThat(MappingCodec.parse(text.toString())).as("run %d", run).isNotNull();
        }
    }
}
