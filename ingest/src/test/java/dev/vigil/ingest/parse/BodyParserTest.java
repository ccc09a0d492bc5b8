package dev.vigil.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.check.Sender;
import dev.vigil.wire.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyParserTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-22T10:41:05.250Z");
    private static final Receipt RECEIPT = new Receipt(RECEIVED, null, Sender.ANYONE, Door.HTTP);
    private static final Function<Draft, Checked> CHECK = draft -> ReadingCheck.check(draft, RECEIPT);
    private static final int RUNS = 300;

    private final BodyParser parser = new BodyParser(100);

    @Test
    void shouldReadBackAnyReadingThatTheTopicCanHold() {
        Random random = new Random(20261123);
        for (int run = 0; run < RUNS; run++) {
            List<Reading> readings = IntStream.range(0, 1 + random.nextInt(20)).mapToObj(i -> reading(random)).toList();
            List<String> spelt = readings.stream().map(BodyParserTest::json).toList();
            assertThat(accepted(parser.json(bytes("[" + String.join(" ,\n", spelt) + "]"), CHECK)))
                    .isEqualTo(readings);
            assertThat(accepted(parser.lines(bytes(spelt.stream().map(line -> line.replace("\n", " "))
                    .collect(Collectors.joining("\r\n"))), CHECK))).isEqualTo(readings);
        }
    }

    @Test
    void shouldStopAtTheFirstReadingTooMany() {
        assertThat(new BodyParser(2).json(bytes("[{},{},{}, and what follows is not read"), CHECK))
                .isEqualTo(new Body.TooMany(2));
        assertThat(new BodyParser(2).lines(bytes("{}\n\n{}\n{}\n"), CHECK)).isEqualTo(new Body.TooMany(2));
        assertThat(new BodyParser(2).lines(bytes("{}\n{}\n \n"), CHECK)).isInstanceOf(Body.Readings.class);
    }

    @Test
    void shouldSayWhereABodyBreaksAndNotWhatItHolds() {
        assertThat(parser.json(bytes("[{\"deviceId\": \"Ada\",\n \"id\": Example}]"), CHECK))
                .isEqualTo(new Body.Unreadable("The body is not JSON at line 2, column 8."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "'deviceId': 'd', 'deviceId': 'd'; deviceId", "'takenAt': null, 'takenAt': '', 'takenAt': 7; takenAt",
        "'measurements': [], 'measurements': []; measurements", "'measurements': [{'value': 1, 'value': 2}];"
                + " measurements.value",
        "'measurements': [{'unit': 'kg', 'unit': 'g'}]; measurements.unit"})
    void shouldNotGuessWhichOfTwoIsMeant(String members, String field) {
        String twice = "{" + members.replace('\'', '"') + "}";
        for (Body body : List.of(parser.json(bytes(twice), CHECK), parser.json(bytes("[" + twice + "]"), CHECK),
                parser.lines(bytes(twice), CHECK))) {
            assertThat(((Body.Readings) body).readings()).containsExactly(new Checked.Rejected(new Refusal(
                    Refusal.Type.MALFORMED, field + " must not be there twice", field, null)));
        }
    }

    @Test
    void shouldTakeNullForAbsenceBesideAValueToo() {
        assertThat(parser.json(bytes("{\"id\": null, \"id\": \"a\", \"id\": null}"), draft -> {
            assertThat(draft.id()).isEqualTo(new Scalar.Text("a"));
            return new Checked.Rejected(Refusal.malformed("looked at"));
        })).isInstanceOf(Body.Readings.class);
    }

    private static List<Reading> accepted(Body body) {
        return ((Body.Readings) body).readings().stream().map(checked -> ((Checked.Accepted) checked).reading())
                .toList();
    }

    private static Reading reading(Random random) {
        boolean clock = random.nextBoolean();
        List<RawMeasurement> measurements = Stream.generate(() -> measurement(random)).limit(1 + random.nextInt(32))
                .toList();
        return new Reading(new DeviceId("dev:" + random.nextInt(99)), new ReadingId("r-" + random.nextLong()),
                clock ? RECEIVED.minusNanos(random.nextLong(1L << 50)) : null,
                clock ? null : Duration.ofMillis(random.nextLong(1L << 35)), measurements,
                random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(101), 2) : null,
                random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(11), 1) : null,
                random.nextBoolean() ? RECEIVED.minusMillis(random.nextInt(9999)) : null, RECEIVED, null, Door.HTTP);
    }

    private static RawMeasurement measurement(Random random) {
        Vital vital = Vital.values()[random.nextInt(Vital.values().length)];
        if (vital.coded()) {
            Consciousness level = Consciousness.values()[random.nextInt(Consciousness.values().length)];
            return new RawMeasurement(vital.key(), new RawValue.Text(level.code()), null);
        }
        BigDecimal value = new BigDecimal(new BigInteger(random.nextInt(80), random), random.nextInt(20));
        return new RawMeasurement(vital.key(), new RawValue.Decimal(value),
                vital.units().get(random.nextInt(vital.units().size())).ucum());
    }

    private static String json(Reading reading) {
        try {
            return Json.mapper().writeValueAsString(reading);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
