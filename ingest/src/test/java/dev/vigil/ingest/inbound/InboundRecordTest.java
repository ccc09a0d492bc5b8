package dev.vigil.ingest.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.Reading;
import dev.vigil.ingest.SplicedText;
import dev.vigil.ingest.inbound.InboundRecord.Judged;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.wire.Credential;
import dev.vigil.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05Z");
    private static final String GOOD = """
            {"deviceId": "d-1", "id": "r-1", "takenAt": "2026-11-22T10:41:00Z", "sentAt": "2026-11-22T10:41:01Z",
             "measurements": [{"vital": "pulse-rate", "value": 71, "unit": "/min"}]}""";

    private final InboundRecord judge =
            new InboundRecord(new BodyParser(5), new Gateways(Map.of("ward-3", credential(null), "gone",
                    credential(NOW.minusSeconds(1)))::get));

    @Test
    void shouldPassOnAReadingAndBelieveNeitherKeyNorTimestamp() {
        Judged judged = judge(GOOD, "anything at all", null);
        assertThat(judged.quarantine()).isNull();
        assertThat(judged.accepted()).singleElement().satisfies(reading -> {
            assertThat(reading.deviceId()).isEqualTo(new DeviceId("d-1"));
            assertThat(reading.receivedAt()).isEqualTo(NOW);
            assertThat(reading.sentAt()).isEqualTo(Instant.parse("2026-11-22T10:41:01Z"));
            assertThat(reading.gateway()).isNull();
            assertThat(reading.door()).isEqualTo(dev.vigil.domain.reading.Door.KAFKA);
        });
    }

    @Test
    void shouldCountBackFromWhenItWasSentBecauseARecordMayWait() {
        String waited = GOOD.replace("\"takenAt\": \"2026-11-22T10:41:00Z\"", "\"takenAgo\": \"PT5S\"")
                .replace("2026-11-22T10:41:01Z", "2026-11-22T04:41:01Z");
        assertThat(judge(waited, null, null).accepted()).extracting(Reading::reportedTime)
                .containsExactly(Instant.parse("2026-11-22T04:40:56Z"));
        assertThat(judge(waited.replace("\"id\"", "\"replaces\": \"r-0\", \"id\""), null, null).accepted())
                .extracting(Reading::replaces).containsExactly(new ReadingId("r-0"));
        assertThat(judge(waited.replace("sentAt", "sent"), null, null).quarantine().detail())
                .contains("sentAt is required beside takenAgo");
        assertThat(judge(waited.replace("PT5S", "5 s"), null, null).quarantine().detail()).contains("takenAgo must be");
    }

    @Test
    void shouldPassOnTheGoodOfAnArrayAndSetTheRestAside() {
        Judged judged = judge("[" + GOOD + "," + GOOD.replace("/min", "/h") + ", 7]", "d-1", null);
        assertThat(judged.accepted()).hasSize(1);
        Quarantine aside = judged.quarantine();
        assertThat(aside.deviceId()).isEqualTo("d-1");
        assertThat(aside.reason()).isEqualTo(QuarantineReason.UNKNOWN_UNIT);
        assertThat(aside.detail()).startsWith("2 of 3 readings refused: [1] measurements[0].unit").contains("[2] ");
        assertThat(aside.original()).isInstanceOfSatisfying(Quarantine.Original.OfBytes.class, bytes -> {
            assertThat(Base64.getDecoder().decode(bytes.base64())).asString(StandardCharsets.UTF_8)
                    .startsWith("[{\"deviceId\"");
            assertThat(bytes.offset()).isEqualTo(42);
        });
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, malformed", "'', malformed", "{, malformed", "[], malformed",
        "7, malformed", "'[{},{},{},{},{},{}]', malformed"})
    void shouldSetAsideWhatHoldsNoReading(String value, String reason) {
        Judged judged = judge(value, null, null);
        assertThat(judged.accepted()).isEmpty();
        assertThat(judged.quarantine().reason().code()).isEqualTo(reason);
        assertThat(judged.quarantine().deviceId()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"ward-3, d-1, -", "ward-3, d-2, device-not-allowed", "-, d-2, -",
        "nobody-knows, d-2, -", "gone, d-1, device-not-allowed", "a b, d-1, malformed"})
    void shouldHoldAGatewayToItsCredential(String gateway, String device, String reason) {
        Judged judged = judge(GOOD.replace("d-1", device), null, gateway);
        if (reason == null) {
            assertThat(judged.accepted()).extracting(Reading::gateway).containsExactly(gateway);
        } else {
            assertThat(judged.quarantine().reason().code()).isEqualTo(reason);
        }
    }

    @Test
    void shouldKeepOfAHugeRecordNoMoreThanKafkaTakes() {
        String huge = "[" + "x".repeat(900_000);
        assertThat(Topics.QUARANTINE.value().encode(judge(huge, null, null).quarantine())).hasSizeLessThan(1_000_000);
    }

    @Test
    void shouldAnswerAnyBytesWithReadingsOrQuarantine() {
        Random random = new Random(20261123);
        for (int run = 0; run < 20_000; run++) {
            String value = SplicedText.of(run % 2 == 0 ? GOOD : "[" + GOOD + "]", random);
            Judged judged = judge(value, null, null);
            assertThat(judged.quarantine() != null || !judged.accepted().isEmpty()).as("run %d", run).isTrue();
        }
    }

    private Judged judge(String value, String key, String gateway) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.INBOUND.name(), 1, 42, bytes(key), bytes(value));
        if (gateway != null) {
            record.headers().add("vigil-gateway", bytes(gateway));
        }
        return judge.judge(record, NOW);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static Credential credential(Instant revokedAt) {
        return new Credential("ward-3", false, new TreeSet<>(Set.of(new DeviceId("d-1"))), NOW.minusSeconds(60),
                NOW.plusSeconds(60), revokedAt, List.of(), new TreeSet<>());
    }
}
