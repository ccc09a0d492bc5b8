package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a sender may build on: the same key hears the same, a late upload is answered at once, and the reply says what
/// to tell the patient.
class HonestRepliesContractTest {

    @TempDir
    private static Path directory;
    private static RunningIngest running;

    @BeforeAll
    static void open() {
        running = RunningIngest.start(directory);
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @Test
    void shouldGiveTheSameKeyTheSameAnswerAndStoreOnce() {
        String body = "[" + reading("same", 1, 71) + "," + reading("same", 2, 71).replace("/min", "?") + "]";
        Door.Answer first = running.door().json(body, "Idempotency-Key", "upload-1");
        Door.Answer again = running.door().json(body, "Idempotency-Key", "upload-1");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(running.readingsOf("same")).as("the repeat was answered from memory").hasSize(1);
        Door.Answer refused = running.door().json(reading("same", 3, 71).replace("/min", "?"), "Idempotency-Key", "x");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(running.door().json(reading("same", 3, 71).replace("/min", "?"), "Idempotency-Key", "x").text())
                .isEqualTo(refused.text());
    }

    @Test
    void shouldRefuseAKeyThatWasUsedForAnotherRequest() {
        running.door().json(reading("reused", 1, 71), "Idempotency-Key", "upload-2");
        Door.Answer other = running.door().json(reading("reused", 2, 71), "Idempotency-Key", "upload-2");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(running.readingsOf("reused")).hasSize(1);
        assertThat(running.door().json(reading("reused", 2, 71), "Idempotency-Key", "a b").problem())
                .isEqualTo("malformed");
    }

    @Test
    void shouldTellThePatientWhatToDoInTheirLanguage() {
        Door.Answer german = running.door().json(reading("advice", 1, 3), "Accept-Language", "de-CH,en;q=0.5");
        assertThat(german.status()).isEqualTo(202);
        assertThat(german.header("Content-Language")).isEqualTo("de");
        assertThat(german.body().at("/advice/0/code").asText()).isEqualTo("repeat-measurement");
        assertThat(german.body().at("/advice/0/text").asText()).startsWith("Bitte sitzen Sie");
        assertThat(running.door().json(reading("advice", 2, 3)).body().at("/advice/0/text").asText())
                .startsWith("Please");
        assertThat(running.door().json(reading("advice", 3, 71)).body().has("advice")).isFalse();
    }

    @Test
    void shouldAnswerHoursOfReadingsInOneUploadWithinSecondsAndTakeItAgain() {
        String hours = IntStream.range(0, 6 * 60).mapToObj(minute -> """
                {"deviceId": "hours", "id": "hours-%d", "takenAt": "2026-11-22T%02d:%02d:00Z", "measurements": \
                [{"vital": "pulse-rate", "value": 71, "unit": "/min"}, \
                {"vital": "oxygen-saturation", "value": 97, "unit": "%%"}]}"""
                .formatted(minute, 4 + minute / 60, minute % 60)).collect(Collectors.joining("\n"));
        byte[] packed = Door.gzip(hours.getBytes(StandardCharsets.UTF_8));
        assertThat(packed.length).as("bytes for six hours of a reading a minute").isLessThan(8_000);
        long start = System.nanoTime();
        Door.Answer answer = upload(packed);
        assertThat(answer.accepted()).isEqualTo(360);
        assertThat((System.nanoTime() - start) / 1_000_000).as("milliseconds").isLessThan(5_000);
        assertThat(upload(packed).text()).as("resumed after a lost answer").isEqualTo(answer.text());
        assertThat(running.readingsOf("hours")).hasSize(360);
    }

    @Test
    void shouldTakeTheSmallestRequestThereIs() {
        String smallest = "{\"deviceId\":\"t1\",\"takenAgo\":\"PT0S\","
                + "\"measurements\":[{\"vital\":\"pulse-rate\",\"value\":71,\"unit\":\"/min\"}]}";
        assertThat(running.door().json(smallest).accepted()).isEqualTo(1);
        assertThat(running.readingsOf("t1").getFirst().reportedTime()).isEqualTo(RunningIngest.NOW);
    }

    @Test
    void shouldRefuseATimeWithoutAnOffsetAndSayWhy() {
        Door.Answer answer = running.door().json(reading("offset", 1, 71).replace("10:41:03Z", "10:41:03"));
        assertThat(answer.rejected()).containsExactly("0 malformed");
        assertThat(answer.body().at("/rejected/0/field").asText()).isEqualTo("takenAt");
        assertThat(answer.body().at("/rejected/0/detail").asText()).contains("RFC 3339 time with an offset");
    }

    private static Door.Answer upload(byte[] packed) {
        return running.door().post("application/x-ndjson", packed, "Content-Encoding", "gzip", "Idempotency-Key",
                "night-1", "Vigil-Sent-At", "2026-11-22T10:41:04Z");
    }

    private static String reading(String device, int number, int rate) {
        return """
                {"deviceId": "%s", "id": "%s-%d", "takenAt": "2026-11-22T10:41:03Z", \
                "measurements": [{"vital": "pulse-rate", "value": %d, "unit": "/min"}]}"""
                .formatted(device, device, number, rate);
    }
}
