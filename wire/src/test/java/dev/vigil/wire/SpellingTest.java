package dev.vigil.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.current.CurrentVital;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is written byte by byte is what the shared mapper writes, and what is read is what it reads.
class SpellingTest {

    private static final int RUNS = 3_000;
    private static final String[] TEXTS = {"gw-1", "a \"quoted\" one", "back\\slash", "tab\there", "Zimmer Süd", "日本",
        "\u0001", "", "[degF]", "%", "😀"};

    private final Random random = new Random(20261123);

    @Test
    void shouldWriteReadingsAsTheMapperDoes() throws MalformedRecord {
        same(Topics.READINGS.value(), new JsonCodec<>(Reading.class), this::reading);
    }

    @Test
    void shouldWriteObservationsAsTheMapperDoes() throws MalformedRecord {
        same(Topics.OBSERVATIONS.value(), new JsonCodec<>(Observation.class), this::observation);
    }

    @Test
    void shouldWritePicturesAsTheMapperDoes() throws MalformedRecord {
        same(Topics.CURRENT.value(), new JsonCodec<>(CurrentPicture.class), this::picture);
    }

    @Test
    void shouldReadWhatsoeverTheMapperReads() {
        Codec<Reading> general = new JsonCodec<>(Reading.class);
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = broken(general.encode(reading()));
            assertThat(fateOf(Topics.READINGS.value(), bytes)).as(() -> new String(bytes, UTF_8))
                    .isEqualTo(fateOf(general, bytes));
        }
    }

    @Test
    void shouldRefuseNumbersThatAreNoJson() {
        String reading = new String(Topics.READINGS.value().encode(Samples.reading()), UTF_8);
        for (String number : List.of("012", "1.", ".5", "-", "+1", "1.5.2", "--1", "0x1", "NaN", "1e", "\"")) {
            assertThatThrownBy(() -> Topics.READINGS.value().decode(reading.replace(":128,", ":" + number + ",")
                    .getBytes(UTF_8))).as(number).isInstanceOf(MalformedRecord.class);
        }
    }

    private static Object fateOf(Codec<Reading> codec, byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (MalformedRecord e) {
            return String.valueOf(e.getMessage());
        }
    }

    private interface Made<T> {
        T one();
    }

    private <T> void same(Codec<T> direct, Codec<T> general, Made<T> made) throws MalformedRecord {
        for (int run = 0; run < RUNS; run++) {
            T value = made.one();
            byte[] bytes = direct.encode(value);
            assertThat(new String(bytes, UTF_8)).isEqualTo(new String(general.encode(value), UTF_8));
            assertThat(direct.decode(bytes)).isEqualTo(general.decode(bytes));
        }
    }

    private byte[] broken(byte[] whole) {
        byte[] bytes = Arrays.copyOf(whole, random.nextInt(3) == 0 ? random.nextInt(whole.length) : whole.length);
        String signs = "\"{}[],:.-+eE 019ntf\\ü";
        for (int i = 0; i < random.nextInt(3) && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) signs.charAt(random.nextInt(signs.length()));
        }
        return bytes;
    }

    private Reading reading() {
        boolean clock = random.nextBoolean();
        List<RawMeasurement> measurements = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            measurements.add(new RawMeasurement(text(), raw(), random.nextBoolean() ? text() : null));
        }
        return new Reading(new DeviceId("d:" + random.nextInt(99)), new ReadingId("r" + random.nextLong()),
                clock ? instant() : null, clock ? null : Duration.ofMillis(random.nextInt(1_000_000)), measurements,
                fraction(), fraction(), random.nextBoolean() ? instant() : null, instant(),
                random.nextBoolean() ? text() : null, Door.values()[random.nextInt(Door.values().length)],
                random.nextInt(4) == 0 ? Set.of(MeasurementStatus.values()) : Set.of(), null,
                random.nextBoolean() ? random.nextInt(255) : null);
    }

    private Observation observation() {
        List<Measurement> measurements = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> new Measurement(vital(), value(),
                        new Measurement.Original(raw(), random.nextBoolean() ? text() : null), random.nextBoolean()))
                .toList();
        return new Observation("o" + random.nextInt(), random.nextInt(1000), new PatientId("p-1"), new DeviceId("d"),
                random.nextBoolean() ? text() : null, new ReadingId("r|".replace('|', '!')), instant(),
                random.nextBoolean() ? instant() : null,
                random.nextBoolean() ? Duration.ofSeconds(random.nextInt()) : null, instant(), instant(), measurements,
                random.nextBoolean(), ObservationStatus.values()[random.nextInt(3)]);
    }

    private CurrentPicture picture() {
        return new CurrentPicture(new PatientId("p"), instant(),
                List.of(new CurrentVital(vital(), value(), instant(), text(), new DeviceId("d"),
                        random.nextBoolean())),
                random.nextBoolean() ? Samples.score() : null, random.nextBoolean() ? text() : null,
                Samples.current().rules());
    }

    private Vital vital() {
        return Vital.values()[random.nextInt(Vital.values().length)];
    }

    private MeasuredValue value() {
        return new MeasuredValue.Quantity(BigDecimal.valueOf(random.nextInt(100_000) - 5_000, random.nextInt(4)));
    }

    private RawValue raw() {
        return random.nextInt(4) == 0 ? new RawValue.Text("C" + text()) : new RawValue.Decimal(decimal());
    }

    private BigDecimal decimal() {
        return random.nextInt(8) == 0 ? BigDecimal.valueOf(random.nextLong(), random.nextInt(20))
                : BigDecimal.valueOf(random.nextInt(100_000) - 5_000, random.nextInt(4));
    }

    private BigDecimal fraction() {
        return BigDecimal.valueOf(random.nextInt(101), 2);
    }

    private Instant instant() {
        return random.nextInt(10) == 0 ? Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))
                : Instant.ofEpochMilli(1_790_000_000_000L + random.nextInt());
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }
}
