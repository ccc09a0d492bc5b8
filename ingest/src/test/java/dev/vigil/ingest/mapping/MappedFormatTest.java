package dev.vigil.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.ingest.SplicedText;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.parse.Body;
import dev.vigil.wire.mapping.MappingCodec;
import dev.vigil.wire.mapping.ParsedMapping;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedFormatTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-22T10:41:05Z");
    private static final String HUB = """
            mapping: acme-hub
            each: $.events[*]
            reading:
              deviceId: { path: $.hub.serial, prefix: "acme-" }
              id: "@.eventId"
              takenAt: { path: "@.ts", format: epoch-millis }
              sentAt: { path: $.sent, format: epoch-seconds }
              battery: { path: "@.battery", times: 0.01 }
              measurements:
                - { vital: heart-rate, value: "@.hr", unit: /min }
                - { vital: body-temperature, value: { path: "@.temp", as: number, times: 0.1 },
                    unit: { path: "@.unit", map: { C: Cel, F: "[degF]" } } }
                - { vital: consciousness, value: { path: "@.awake", map: { "yes": A, "no": U } } }
            """;
    private static final String MESSAGE = """
            {"hub": {"serial": 4711}, "sent": 1795344065.25, "events": [
              {"eventId": "e-1", "ts": 1795344060500, "hr": 71.0, "battery": 82},
              {"eventId": 2, "ts": "1795344061000", "temp": "371", "unit": "C", "awake": "yes"}]}""";
    private static final String SAMPLES = """
            mapping: samples
            reading:
              deviceId: $.device
              takenAt: { path: $.time, format: "dd.MM.yyyy HH:mm:ss", zone: Europe/Berlin }
              measurements:
                - { vital: systolic-bp, value: "$.data[?@.type=='SYS'].value", unit: mmHg }
                - { vital: diastolic-bp, value: "$.data[?@.type=='DIA'].value", unit: mmHg }
            """;
    private static final String PRESSURES = """
            {"device": "d-1", "time": "22.11.2026 11:41:00",
             "data": [{"type": "DIA", "value": 80}, {"type": "SYS", "value": 120}, {"type": "MAP", "value": 93}]}""";

    @Test
    void shouldMakeAReadingOfEachPart() {
        List<Reading> readings = accepted(HUB, MESSAGE);
        assertThat(readings).extracting(MappedFormatTest::spelt).containsExactly("heart-rate 71.0 /min",
                "body-temperature 37.1 Cel, consciousness A null");
        assertThat(readings).extracting(reading -> reading.id().value()).containsExactly("e-1", "2");
        assertThat(readings).allSatisfy(reading -> {
            assertThat(reading.deviceId().value()).isEqualTo("acme-4711");
            assertThat(reading.sentAt()).isEqualTo(Instant.ofEpochSecond(1795344065L, 250_000_000L));
        });
        assertThat(readings.getFirst().takenAt()).isEqualTo(Instant.ofEpochMilli(1795344060500L));
        assertThat(readings.getFirst().battery()).isEqualByComparingTo("0.82");
    }

    @Test
    void shouldMakeOneReadingOfManyElements() {
        Reading reading = accepted(SAMPLES, PRESSURES).getFirst();
        assertThat(spelt(reading)).isEqualTo("systolic-bp 120 mmHg, diastolic-bp 80 mmHg");
        assertThat(reading.takenAt()).isEqualTo(Instant.parse("2026-11-22T10:41:00Z"));
    }

    @Test
    void shouldCountBackForADeviceWithoutAClock() {
        String template = SAMPLES.replaceFirst("takenAt: .*", "takenAgo: \\$.ago");
        assertThat(accepted(template, PRESSURES.replace("\"time\": \"22.11.2026 11:41:00\"", "\"ago\": 4.5"))
                .getFirst().takenAgo()).hasMillis(4500);
        assertThat(accepted(template, PRESSURES.replace("\"time\": \"22.11.2026 11:41:00\"", "\"ago\": \"PT5S\""))
                .getFirst().takenAgo()).hasSeconds(5);
    }

    @Test
    void shouldMakeAMeasurementOnlyWhereItsConditionHolds() {
        String template =
                SAMPLES.replace("- { vital: diastolic-bp", "- { when: { path: $.kind, is: 2 }, vital: diastolic-bp");
        assertThat(spelt(accepted(template, PRESSURES).getFirst())).isEqualTo("systolic-bp 120 mmHg");
        assertThat(accepted(template, PRESSURES.replace("{\"device\"", "{\"kind\": 2, \"device\"")).getFirst()
                .measurements()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "\"events\"; \"others\"; unmapped each of mapping acme-hub matched nothing",
        "\"hr\"; \"pulse\"; unmapped no measurement of mapping acme-hub found its value",
        "71.0; \"71\"; malformed measurements[0].value of heart-rate must be a number", "71.0; null; unmapped",
        "\"serial\": 4711; \"serial\": null; malformed deviceId is required",
        "4711; 4711.5; malformed deviceId must be a string", "4711; \"a b\"; malformed deviceId must be",
        "\"ts\": 1795344060500; \"ts\": \"now\"; malformed takenAt must be a number of milliseconds",
        "\"ts\": 1795344060500; \"ts\": 1e999999; malformed takenAt must be a time",
        "\"ts\": 1795344060500; \"at\": 1; malformed takenAt is required",
        "82; 820; malformed battery must be 0 to 1", "\"hr\": 71.0; \"hr\": {}; malformed measurements[0].value",
        "\"hr\": 71.0; \"temp\": 371, \"unit\": \"K\"; malformed measurements[1].unit must be one of C, F",
        "\"hr\": 71.0; \"temp\": 371; unknown-unit measurements[0].unit of body-temperature is required"})
    void shouldRefuseByName(String from, String to, String expected) {
        Checked first = readings(HUB, MESSAGE.replaceFirst(Pattern.quote(from),
                Matcher.quoteReplacement(to))).getFirst();
        assertThat(first).isInstanceOfSatisfying(Checked.Rejected.class,
                refused -> assertThat(refused.refusal().type().code() + " " + refused.refusal().detail())
                        .startsWith(expected));
    }

    @Test
    void shouldNotChooseBetweenTwoValues() {
        assertThat(readings(SAMPLES, PRESSURES.replace("MAP", "SYS")).getFirst())
                .isInstanceOfSatisfying(Checked.Rejected.class, refused -> assertThat(refused.refusal().detail())
                        .isEqualTo(
                                "measurements[0].value must be one value, and $.data[?@.type=='SYS'].value found 2"));
    }

    @ParameterizedTest
    @CsvSource({"25.10.2026 02:30:00, must not be in the hour", "29.03.2026 02:30:00, must not be in the hour",
        "2026-11-22, must be a time of the template's format"})
    void shouldGuessNoTime(String time, String reason) {
        assertThat(readings(SAMPLES, PRESSURES.replace("22.11.2026 11:41:00", time)).getFirst())
                .isInstanceOfSatisfying(Checked.Rejected.class,
                        refused -> assertThat(refused.refusal().detail()).startsWith("takenAt " + reason));
    }

    @Test
    void shouldAnswerAnyBytesWithReadingsOrARefusal() {
        Random random = new Random(20261123);
        for (int run = 0; run < 20_000; run++) {
            String message = SplicedText.of(run % 2 == 0 ? MESSAGE : PRESSURES, random);
            assertThat(read(run % 3 == 0 ? SAMPLES : HUB, message)).as("run %d: %s", run, message).isNotNull();
        }
    }

    private static List<Reading> accepted(String template, String message) {
        return readings(template, message).stream().map(reading -> {
            assertThat(reading).isInstanceOf(Checked.Accepted.class);
            return ((Checked.Accepted) reading).reading();
        }).toList();
    }

    private static List<Checked> readings(String template, String message) {
        return ((Body.Readings) read(template, message)).readings();
    }

    private static Body read(String template, String message) {
        Receipt receipt = new Receipt(RECEIVED, null, Sender.ANYONE, Door.MAPPED);
        ParsedMapping parsed = MappingCodec.parse(template);
        assertThat(parsed).isInstanceOf(ParsedMapping.Accepted.class);
        return new MappedFormat(((ParsedMapping.Accepted) parsed).template(), 9)
                .read(message.getBytes(StandardCharsets.UTF_8), draft -> ReadingCheck.check(draft, receipt));
    }

    private static String spelt(Reading reading) {
        return reading.measurements().stream().map(raw -> raw.vital() + " " + switch (raw.value()) {
            case RawValue.Decimal(var value) -> value.toPlainString();
            case RawValue.Text(var text) -> text;
        } + " " + raw.unit()).collect(Collectors.joining(", "));
    }
}
