package dev.vigil.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.wire.json.Json;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<Arguments> everyValue() {
        return Stream.concat(Stream.concat(ofManyUsers(), notifications()), Stream.of(
                Arguments.of("reading", Topics.READINGS.value(), Samples.reading()),
                Arguments.of("reading-questionable", Topics.READINGS.value(), Samples.doubted()),
                Arguments.of("reading-replacing", Topics.READINGS.value(), Samples.replacing()),
                Arguments.of("retraction", Topics.RETRACTIONS.value(), Samples.retraction()),
                Arguments.of("observation-withdrawn", Topics.OBSERVATIONS.value(), Samples.withdrawn()),
                Arguments.of("outcome-withdrawn", Topics.OUTCOMES.value(), Samples.withdrawnOutcome()),
                Arguments.of("outcome", Topics.OUTCOMES.value(), Samples.outcome()),
                Arguments.of("device", Topics.DEVICES.value(), Samples.device()),
                Arguments.of("patient", Topics.PATIENTS.value(), Samples.patient()),
                Arguments.of("credential", Topics.CREDENTIALS.value(), Samples.credential()),
                Arguments.of("mapping", Topics.MAPPINGS.value(), Samples.mapping()),
                Arguments.of("heartbeat", Topics.HEARTBEATS.value(), Samples.heartbeat()),
                Arguments.of("presence", Topics.PRESENCE.value(), Samples.presence()),
                Arguments.of("plan", Topics.PLANS.value(), plan()),
                Arguments.of("observation", Topics.OBSERVATIONS.value(), Samples.observation()),
                Arguments.of("withdrawal", Topics.WITHDRAWALS.value(), Samples.withdrawal()),
                Arguments.of("quarantine", Topics.QUARANTINE.value(), Samples.quarantine()),
                Arguments.of("quarantine-bytes", Topics.QUARANTINE.value(), Samples.unreadable()),
                Arguments.of("summary", Topics.SUMMARIES.value(), Samples.summary()),
                Arguments.of("summary-samples", Topics.SUMMARIES.value(), Samples.sampledSummary()),
                Arguments.of("summary-glucose", Topics.SUMMARIES.value(), Samples.glucoseSummary()),
                Arguments.of("score", Topics.SCORES.value(), Samples.score()),
                Arguments.of("current", Topics.CURRENT.value(), Samples.current()),
                Arguments.of("request", Topics.REQUESTS.value(), Samples.request()),
                Arguments.of("signal", Topics.SIGNALS.value(), Samples.signal()),
                alert("active", new AlertState.Active()),
                alert("acknowledged", new AlertState.Acknowledged("nurse-7", Samples.RECEIVED)),
                alert("snoozed", new AlertState.Snoozed("nurse-7", Samples.RECEIVED)),
                alert("cleared", new AlertState.Cleared(Samples.RECEIVED)),
                alert("resolved", new AlertState.Resolved(Samples.RECEIVED)),
                Arguments.of("command-acknowledge", Topics.ALERT_COMMANDS.value(),
                        Samples.command(new AlertCommand.Verb.Acknowledge())),
                Arguments.of("command-snooze", Topics.ALERT_COMMANDS.value(),
                        Samples.command(new AlertCommand.Verb.Snooze(Duration.ofMinutes(30))))));
    }

    private static Stream<Arguments> notifications() {
        return Stream.of(
                Arguments.of("notification", Topics.NOTIFICATIONS.value(), Samples.notification()),
                Arguments.of("notification-failed", Topics.NOTIFICATIONS_FAILED.value(),
                        Samples.failedNotification()));
    }

    private static Stream<Arguments> ofManyUsers() {
        return Stream.of(
                Arguments.of("reading-user", Topics.READINGS.value(), Samples.ofSecondUser()),
                Arguments.of("device-shared", Topics.DEVICES.value(), Samples.shared()),
                Arguments.of("observation-early", Topics.OBSERVATIONS.value(), Samples.early()));
    }

    private static Arguments alert(String name, AlertState state) {
        return Arguments.of("alert-" + name, Topics.ALERTS.value(), Samples.alert(state));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyValue")
    <T> void shouldKeepEveryValueThroughItsRoundTrip(String name, Codec<T> codec, T value) throws MalformedRecord {
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyValue")
    <T> void shouldSpellEveryValueAsItsGoldenFile(String name, Codec<T> codec, T value) throws IOException {
        ObjectMapper mapper = Json.mapper();
        String pretty =
                mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(codec.encode(value)));
        Path golden = GOLDEN.resolve(name + ".json");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, pretty + "\n");
        }
        assertThat(pretty + "\n").isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyValue")
    <T> void shouldCallAnyBytesMalformedOrReadThem(String name, Codec<T> codec, T value) {
        Random random = new Random(20261122);
        byte[] valid = codec.encode(value);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = mutate(valid, random);
            try {
                assertThat(codec.decode(bytes)).isNotNull();
            } catch (MalformedRecord e) {
                assertThat(e).hasMessageNotContaining("Ada").hasMessageNotContaining("98.60");
            }
        }
    }

    @Test
    void shouldRefuseAMissingFieldByName() {
        assertThatThrownBy(() -> Topics.DEVICES.value().decode("{\"assignments\":[]}".getBytes(UTF_8)))
                .isInstanceOf(MalformedRecord.class).hasMessageContaining("deviceId");
    }

    @Test
    void shouldCallANumberBeyondAllBoundsMalformed() {
        String sample = new String(Topics.READINGS.value().encode(Samples.reading()), UTF_8);
        for (String number : List.of("128", "0.82")) {
            String absurd = sample.replace(number, "1E+21474836488480");
            assertThatThrownBy(() -> Topics.READINGS.value().decode(absurd.getBytes(UTF_8))).as(number)
                    .isInstanceOf(MalformedRecord.class);
        }
        assertThatThrownBy(() -> Topics.INBOUND.value().decode("{\"a\": 1E+21474836488480}".getBytes(UTF_8)))
                .isInstanceOf(MalformedRecord.class);
    }

    @Test
    void shouldRefuseATimeWithoutOffset() {
        String json = "{\"deviceId\":\"d\",\"assignments\":[{\"patientId\":\"p\",\"from\":\"2026-11-22T10:41:03\"}]}";
        assertThatThrownBy(() -> Topics.DEVICES.value().decode(json.getBytes(UTF_8)))
                .isInstanceOf(MalformedRecord.class).hasMessageContaining("offset");
    }

    @Test
    void shouldTakeNullAsAbsentAndIgnoreUnknownFields() throws MalformedRecord {
        String json = "{\"deviceId\":\"d\",\"model\":null,\"assignments\":null,\"colour\":\"red\"}";
        assertThat(Topics.DEVICES.value().decode(json.getBytes(UTF_8)).assignments()).isEmpty();
    }

    @Test
    void shouldReadASummaryOfBeforeItHadShares() throws MalformedRecord {
        String older = new String(Topics.SUMMARIES.value().encode(Samples.summary()), UTF_8)
                .replace("\"coefficientOfVariation\":0.6993,", "");
        assertThat(older).doesNotContain("coefficient");
        assertThat(Topics.SUMMARIES.value().decode(older.getBytes(UTF_8)).coefficientOfVariation()).isNull();
    }

    @Test
    void shouldPartitionAnAlertLikeItsPatient() throws MalformedRecord {
        AlertKey key = new AlertKey(Samples.PATIENT, "a-1");
        assertThat(Topics.ALERTS.key().decode(Topics.ALERTS.key().encode(key))).isEqualTo(key);
        assertThat(key.partition(12)).isEqualTo(new AlertKey(Samples.PATIENT, "a-2").partition(12));
    }

    @Test
    void shouldTellARetractionFromAReadingByItsBytes() {
        assertThat(RetractionCodec.isRetraction(Topics.RETRACTIONS.value().encode(Samples.retraction()))).isTrue();
        assertThat(RetractionCodec.isRetraction(Topics.READINGS.value().encode(Samples.reading()))).isFalse();
        assertThat(RetractionCodec.isRetraction(new byte[0])).isFalse();
    }

    @Test
    void shouldPartitionAWithdrawalLikeItsPatient() throws MalformedRecord {
        WithdrawalKey key = new WithdrawalKey(Samples.PATIENT, "o-1");
        assertThat(Topics.WITHDRAWALS.key().decode(Topics.WITHDRAWALS.key().encode(key))).isEqualTo(key);
        assertThat(key.partition(12)).isEqualTo(new AlertKey(Samples.PATIENT, "a-2").partition(12));
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] bytes = Arrays.copyOf(valid, random.nextInt(4) == 0 ? random.nextInt(valid.length) : valid.length);
        for (int i = 0; i < 1 + random.nextInt(4) && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : '"');
        }
        return bytes;
    }

    private static Object plan() {
        return switch (PlanCodec.parse("""
                plan: example
                continuous: [oxygen-saturation]
                freshness: { body-temperature: PT4H }
                rules:
                  - { id: spo2-low, priority: high, when: { vital: oxygen-saturation, below: 90, for: PT30S },
                      clear: { above: 91, for: PT1M } }
                  - { id: hr-mean, priority: medium, when: { vital: heart-rate, window: PT5M, statistic: mean,
                      above: 130, atLeastReadings: 3 } }
                  - { id: deteriorating, priority: high, when: { score: news2, atLeast: 7 } }
                  - { id: one-part, priority: medium, when: { score: news2, anyPartAtLeast: 3 } }
                  - { id: not-alert, priority: high, when: { vital: consciousness, anyOf: [C, V, P, U] } }
                  - { id: silent, priority: low, when: { silent: PT2H } }
                """)) {
            case ParsedPlan.Accepted accepted -> accepted.plan();
            case ParsedPlan.Refused refused -> throw new AssertionError(refused.problems());
        };
    }
}
