package dev.vigil.ingest.openmhealth;

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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPointReaderTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-22T10:41:05Z");
    private static final String POINT = """
            {"header": {"id": "dp-1", "creation_date_time": "2026-11-22T10:40:10Z", "user_id": "p1",
                        "schema_id": {"namespace": "omh", "name": "%s", "version": "2.0"}},
             "body": {%s, "effective_time_frame": {"date_time": "2026-11-22T11:40:00+01:00"}}}""";
    private static final String HEART_RATE =
            POINT.formatted("heart-rate", "\"heart_rate\": {\"value\": 72.0, \"unit\": \"beats/min\"}");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "heart-rate; 'heart_rate': {'value': 72.0, 'unit': 'beats/min'}; heart-rate 72.0 beats/min",
        "respiratory-rate; 'respiratory_rate': {'value': 14, 'unit': 'breaths/min'}; respiratory-rate 14 breaths/min",
        "oxygen-saturation; 'oxygen_saturation': {'value': 96, 'unit': '%'}; oxygen-saturation 96 %",
        "oxygen-saturation; 'oxygen_saturation': {'value': 96, 'unit': '%'}, 'supplemental_oxygen_flow_rate': {'value':"
                + " 2.5, 'unit': 'L/min'}; oxygen-saturation 96 %, oxygen-flow 2.5 L/min",
        "blood-pressure; 'diastolic_blood_pressure': {'value': 80, 'unit': 'mmHg'}, 'systolic_blood_pressure':"
                + " {'value': 120, 'unit': 'mmHg'}; systolic-bp 120 mmHg, diastolic-bp 80 mmHg",
        "body-temperature; 'body_temperature': {'value': 98.6, 'unit': 'F'}; body-temperature 98.6 [degF]",
        "body-temperature; 'body_temperature': {'value': 37.0, 'unit': 'C'}; body-temperature 37.0 Cel",
        "blood-glucose; 'blood_glucose': {'value': 5.6, 'unit': 'mmol/L'}; blood-glucose 5.6 mmol/L",
        "body-weight; 'body_weight': {'value': 180, 'unit': 'lb'}; body-weight 180 lb",
        "body-height; 'body_height': {'value': 70, 'unit': 'in'}; body-height 70 in",
        "step-count; 'step_count': {'value': 700, 'unit': 'steps'}; steps 700 {steps}",
        "step-count; 'step_count': 700; steps 700 null"})
    void shouldReadEachSchema(String schema, String body, String expected) {
        Reading reading = accepted(POINT.formatted(schema, body.replace('\'', '"')));
        assertThat(spelt(reading)).isEqualTo(expected);
        assertThat(reading.id().value()).isEqualTo("dp-1");
        assertThat(reading.deviceId().value()).isEqualTo("patient:p1");
        assertThat(reading.takenAt()).isEqualTo(Instant.parse("2026-11-22T10:40:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{'end_date_time': '2026-11-22T10:40:00Z', 'start_date_time': '2026-11-22T10:00:00Z'}; 2026-11-22T10:40:00Z",
        "{'start_date_time': '2026-11-22T10:00:00Z', 'duration': {'value': 1.5, 'unit': 'min'}}; 2026-11-22T10:01:30Z",
        "{'start_date_time': '2026-11-22T10:00:00Z', 'duration': {'value': 31, 'unit': 'd'}}; 2026-12-23T10:00:00Z"})
    void shouldTakeAnIntervalAtItsEnd(String interval, String expected) {
        assertThat(accepted(HEART_RATE.replace("\"date_time\": \"2026-11-22T11:40:00+01:00\"",
                "\"time_interval\": " + interval.replace('\'', '"'))).takenAt()).isEqualTo(Instant.parse(expected));
    }

    @Test
    void shouldReadTheHeaderOfIeee1752() {
        Reading reading = ((Checked.Accepted) read(HEART_RATE.replace("\"id\"", "\"uuid\"")
                .replace("\"user_id\": \"p1\",", ""), "watch-1").getFirst()).reading();
        assertThat(reading.id().value()).isEqualTo("dp-1");
        assertThat(reading.deviceId().value()).isEqualTo("watch-1");
    }

    @Test
    void shouldNotMakeADeviceOfAName() {
        assertThat(accepted(HEART_RATE.replace("p1", "ada@example.org")).deviceId().value()).startsWith("patient:")
                .doesNotContain("ada");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "'header'; 'head'; malformed A data point must have", "'omh'; 'granola'; unknown-vital header.schema_id",
        "'heart-rate'; 'sleep-duration'; unknown-vital header.schema_id", "'heart_rate'; 'rate'; malformed body must",
        "'body': {; 'body': {'descriptive_statistic': 'average',; malformed body.descriptive",
        "beats/min; C; unknown-unit", "72.0; '72'; malformed measurements[0].value of heart-rate must be a number",
        "+01:00; ''; malformed takenAt", "'user_id': 'p1',; ''; malformed header.user_id is required",
        "'date_time': '2026-11-22T11:40:00+01:00'; 'time_interval': {'part_of_day': 'morning'};"
                + " malformed effective_time_frame must",
        "'date_time': '2026-11-22T11:40:00+01:00'; 'time_interval': {'start_date_time': '2026-11-22T10:00:00',"
                + " 'duration': {'value': 1, 'unit': 'h'}}; malformed effective_time_frame.time_interval.start",
        "'date_time': '2026-11-22T11:40:00+01:00'; 'time_interval': {'start_date_time': '2026-11-22T10:00:00Z',"
                + " 'duration': {'value': 1e9999, 'unit': 'h'}}; malformed effective_time_frame.time_interval.dur"})
    void shouldRefuseByName(String from, String to, String expected) {
        String point = HEART_RATE.replace(from.replace('\'', '"'), to.equals("''") ? "" : to.replace('\'', '"'));
        assertThat(read(point, null).getFirst()).isInstanceOfSatisfying(Checked.Rejected.class,
                refused -> assertThat(refused.refusal().type().code() + " " + refused.refusal().detail())
                        .startsWith(expected));
    }

    @Test
    void shouldReadEachOfAnArrayByItself() {
        assertThat(read("[" + HEART_RATE + ", 7, " + HEART_RATE + "]", null)).hasSize(3)
                .satisfies(readings -> assertThat(readings.get(1)).isInstanceOf(Checked.Rejected.class));
    }

    @Test
    void shouldAnswerAnyBytesWithReadingsOrARefusal() {
        Random random = new Random(20261123);
        for (int run = 0; run < 20_000; run++) {
            String body = SplicedText.of(run % 2 == 0 ? HEART_RATE : "[" + HEART_RATE + "]", random);
            assertThat(body(body, null)).as("run %d: %s", run, body).isNotNull();
        }
    }

    private static Reading accepted(String point) {
        assertThat(read(point, null).getFirst()).isInstanceOf(Checked.Accepted.class);
        return ((Checked.Accepted) read(point, null).getFirst()).reading();
    }

    private static List<Checked> read(String text, String device) {
        return ((Body.Readings) body(text, device)).readings();
    }

    private static Body body(String text, String device) {
        Receipt receipt = new Receipt(RECEIVED, null, Sender.ANYONE, Door.OPENMHEALTH);
        return OpenMhealthEndpoint.format(9, device).read(text.getBytes(StandardCharsets.UTF_8),
                draft -> ReadingCheck.check(draft, receipt));
    }

    private static String spelt(Reading reading) {
        return reading.measurements().stream().map(raw -> raw.vital() + " "
                + ((RawValue.Decimal) raw.value()).value().toPlainString() + " " + raw.unit())
                .collect(Collectors.joining(", "));
    }
}
