package dev.vigil.ingest.gatt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.ingest.check.Checked;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GattFormatTest {

    private static final Map<String, Vital> VITALS = Map.ofEntries(Map.entry("hr", Vital.HEART_RATE),
            Map.entry("sys", Vital.SYSTOLIC_BP), Map.entry("dia", Vital.DIASTOLIC_BP),
            Map.entry("map", Vital.MEAN_ARTERIAL_PRESSURE), Map.entry("pulse", Vital.PULSE_RATE),
            Map.entry("t", Vital.BODY_TEMPERATURE), Map.entry("spo2", Vital.OXYGEN_SATURATION),
            Map.entry("pr", Vital.PULSE_RATE), Map.entry("mg_dL", Vital.BLOOD_GLUCOSE),
            Map.entry("mmol_L", Vital.BLOOD_GLUCOSE), Map.entry("weight", Vital.BODY_WEIGHT),
            Map.entry("height", Vital.BODY_HEIGHT));

    @ParameterizedTest
    @CsvFileSource(resources = "/gatt.csv", delimiter = ';', emptyValue = "")
    void shouldUnderstandEachCharacteristic(String characteristic, String hex, String expected) {
        assertThat(Notified.of(known(characteristic), hex == null ? "" : hex, Notified.AT_RECEIPT).spelt())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("dev.vigil.ingest.gatt.PublishedVectors#all")
    void shouldAgreeWithPublishedVectors(PublishedVectors.Vector vector) {
        Notified notified = Notified.of(known(vector.characteristic()), vector.bytes(),
                new TimeOfTaking(vector.decoded().containsKey("ts") || vector.decoded().containsKey("base") ? null
                        : Notified.RECEIVED.toString(), null, "Z"));
        if (notified.checked() instanceof Checked.Rejected) {
            assertThat(notified.spelt()).startsWith("technical ");
            assertThat(vector.decoded()).matches(GattFormatTest::saysNothing);
            return;
        }
        Reading reading = notified.reading();
        vector.decoded().forEach((key, value) -> requireSame(reading, VITALS.get(key), value));
        String user = vector.decoded().getOrDefault("user", "255");
        assertThat(reading.user()).isEqualTo(user.equals("255") ? null : Integer.valueOf(user));
        String time = vector.decoded().getOrDefault("ts", vector.decoded().get("base"));
        if (time != null) {
            long offset = Long.parseLong(vector.decoded().getOrDefault("offset_min", "0"));
            assertThat(reading.takenAt()).isEqualTo(Instant.parse(time + "Z").plusSeconds(offset * 60));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", value = {
        "2026-01-15T08:31:00+01:00; -; Europe/Berlin; 2026-01-15T07:31:00Z",
        "-; -; Europe/Berlin; 2026-01-15T07:30:00Z", "-; -; +05:45; 2026-01-15T02:45:00Z",
        "-; -; Z; 2026-01-15T08:30:00Z"})
    void shouldTakeTheTimeThatIsTold(String takenAt, String takenAgo, String zone, String expected) {
        Notified notified = Notified.of(Characteristic.TEMPERATURE, "02 74 01 00 FF EA 07 01 0F 08 1E 00",
                new TimeOfTaking(takenAt, takenAgo, zone));
        assertThat(notified.reading().takenAt()).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", value = {
        "EA 07 01 0F 08 1E 00; -; -; a time without a zone", "EA 07 01 0F 08 1E 00; -; Mars/Base; a Vigil-Zone that",
        "EA 07 03 1D 02 1E 00; -; Europe/Berlin; does not exist",
        "EA 07 0A 19 02 1E 00; -; Europe/Berlin; occurs twice",
        "00 00 01 0F 08 1E 00; -; Europe/Berlin; no time that is known",
        "EA 07 00 0F 08 1E 00; -; Europe/Berlin; no time that is known",
        "EA 07 01 00 08 1E 00; -; Europe/Berlin; no time that is known",
        "EA 07 01 0F 08 1E 00; 2026-01-15T08:30:00; Europe/Berlin; takenAt must be an RFC 3339 time with an offset"})
    void shouldGuessNoTime(String stamp, String takenAt, String zone, String reason) {
        Notified notified = Notified.of(Characteristic.TEMPERATURE, "02 74 01 00 FF " + stamp,
                new TimeOfTaking(takenAt, null, zone));
        assertThat(notified.spelt()).startsWith("malformed ").contains(reason);
    }

    @Test
    void shouldNotBelieveAClockThatTheDeviceDoubts() {
        TimeOfTaking zoned = new TimeOfTaking(null, null, "Z");
        assertThat(Notified.of(Characteristic.OXIMETER_SPOT_CHECK, "11 61 00 48 00 EA 07 01 0F 08 1E 00", zoned)
                .spelt()).contains("no time that is known");
        assertThat(Notified.of(Characteristic.GLUCOSE, "0A 01 00 EA 07 01 0F 08 1E 00 68 B0 11 00 08", zoned).spelt())
                .contains("no time that is known");
    }

    @Test
    void shouldCountBackForADeviceAndAGatewayWithoutAClock() {
        assertThat(Notified.of(Characteristic.HEART_RATE, "06 48", new TimeOfTaking(null, "PT2S", null)).reading()
                .takenAgo()).hasSeconds(2);
    }

    @Test
    void shouldKnowAGlucoseReadingByItsOwnNumber() {
        String first = "02 01 00 EA 07 01 0F 08 1E 00 68 B0 11";
        assertThat(id(first, "PT2S")).isEqualTo(id(first, "PT9S"))
                .isNotEqualTo(id(first.replace("02 01", "02 02"), "PT2S"));
    }

    @Test
    void shouldAnswerAnyBytesWithAReadingOrARefusal() {
        Random random = new Random(20261123);
        List<byte[]> seeds = seeds();
        for (int run = 0; run < 200_000; run++) {
            byte[] bytes = mutated(seeds.get(random.nextInt(seeds.size())), random);
            Characteristic characteristic = Characteristic.values()[random.nextInt(Characteristic.values().length)];
            TimeOfTaking time = new TimeOfTaking(null, null, random.nextBoolean() ? "Europe/Berlin" : null);
            assertThat(Notified.of(characteristic, bytes, time).spelt())
                    .as("run %d %s %s", run, characteristic, HexFormat.of().formatHex(bytes)).isNotEmpty();
        }
    }

    private static String id(String hex, String ago) {
        return Notified.of(Characteristic.GLUCOSE, hex, new TimeOfTaking(null, ago, null)).reading().id().value();
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, random.nextInt(seed.length + 4));
        for (int edits = random.nextInt(4); edits > 0 && bytes.length > 0; edits--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (String hex : List.of("1E3A780023040004", "1E4BF552F3FF07EA07010F081E004800010400",
                "07F40300FFEA07010F081E0006", "1FC5F33D00EA07010F081E0080012000002DF0",
                "1F5E005A005D005B005F0059000040000000" + "2DF0", "0F2A00EA07010F081E00C4FF38C0110000",
                "0FF845EA07010F081E00010101BC02")) {
            seeds.add(HexFormat.of().parseHex(hex));
        }
        return seeds;
    }

    private static Characteristic known(String number) {
        return Characteristic.of(number).orElseThrow();
    }

    private static boolean saysNothing(Map<String, String> decoded) {
        return decoded.values().stream().anyMatch(value -> value.equals("NaN") || value.equals("UNSUCCESSFUL")
                || value.equals("+INF") || value.endsWith("not detected"))
                || decoded.keySet().equals(Set.of("flags", "seq", "base", "ctx_follows"));
    }

    private static void requireSame(Reading reading, Vital vital, String value) {
        if (vital == null) {
            return;
        }
        List<RawValue> values = reading.measurements().stream().filter(raw -> raw.vital().equals(vital.key()))
                .map(RawMeasurement::value).toList();
        if (value.equals("NaN")) {
            assertThat(values).isEmpty();
        } else {
            assertThat(values).singleElement().satisfies(found -> assertThat(((RawValue.Decimal) found).value())
                    .isEqualByComparingTo(new BigDecimal(value)));
        }
    }
}
