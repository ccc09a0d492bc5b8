package dev.vigil.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast way and the JDK's never differ.
class InstantTextTest {

    private static final String ALPHABET = "0123456789-:.TZz+ ";

    @Test
    void shouldWriteAndReadAnyInstantAsTheJdkDoes() {
        Random random = new Random(20261123);
        for (int run = 0; run < 20_000; run++) {
            long unit = switch (random.nextInt(4)) {
                case 0 -> 1_000_000_000L;
                case 1 -> 1_000_000L;
                case 2 -> 1_000L;
                default -> 1L;
            };
            Instant instant = Instant.ofEpochSecond(random.nextLong(-80_000_000_000L, 300_000_000_000L),
                    random.nextInt(1_000_000_000) / unit * unit);
            assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
            assertThat(Instants.parse(instant.toString())).isEqualTo(instant);
        }
        assertThat(InstantText.of(Instant.MIN)).isEqualTo(Instant.MIN.toString());
        assertThat(InstantText.of(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    }

    @Test
    void shouldReadNothingThatTheJdkDoesNotReadAlike() {
        Random random = new Random(20261124);
        for (int run = 0; run < 50_000; run++) {
            StringBuilder text = new StringBuilder("2026-11-22T10:41:03.25Z");
            for (int edits = random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                    default -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                }
            }
            Instant fast = InstantText.parse(text.toString());
            assertThat(fast == null || fast.equals(jdk(text.toString()))).as(text.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30T10:41:03Z", "2026-11-22T24:00:00Z", "2026-11-22T10:41:60Z",
        "2026-11-22T10:41:03", "2026-11-22T10:41:03.Z", "2026-11-22T10:41:03.1234567890Z", "", "Z"})
    void shouldLeaveWhatIsNoInstantToTheJdk(String text) {
        assertThat(InstantText.parse(text)).isNull();
    }

    private static Object jdk(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return "none";
        }
    }
}
