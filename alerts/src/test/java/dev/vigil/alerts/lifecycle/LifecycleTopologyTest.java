package dev.vigil.alerts.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.AlertCommand.Verb;
import dev.vigil.domain.alert.PatientAlerts;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.wire.AlertKey;
import dev.vigil.wire.Codec;
import dev.vigil.wire.Failover;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.StreamsSettings;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTopologyTest {

    private static final PatientId ADA = new PatientId("ada");
    private static final PatientId BOB = new PatientId("bob");
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private static Path stateDir;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = START;
    private final TopologyTestDriver driver = new TopologyTestDriver(
            LifecycleTopology.build(() -> now, meters), properties(), START);
    private final TestInputTopic<byte[], byte[]> signals = input(Topics.SIGNALS);
    private final TestInputTopic<byte[], byte[]> commands = input(Topics.ALERT_COMMANDS);
    private final TestInputTopic<byte[], byte[]> patients = input(Topics.PATIENTS);
    private final TestOutputTopic<AlertKey, Alert> alerts = output(Topics.ALERTS);
    private final TestOutputTopic<String, Quarantine> quarantine = output(Topics.QUARANTINE);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldKeepItsPublishedShape() throws IOException {
        String described = LifecycleTopology.build(() -> now, meters).describe().toString();

        try (InputStream golden = getClass().getResourceAsStream("/golden/lifecycle-topology.txt")) {
            assertThat(described.strip()).isEqualTo(new String(golden.readAllBytes(), UTF_8).strip());
        }
    }

    @Test
    void shouldTurnASignalIntoAnAlertStampedWithTheTimeOfDecision() {
        now = START.plusMillis(40);
        send(signal(ADA, Priority.HIGH, SignalState.RAISED, START));

        TestRecord<AlertKey, Alert> record = alerts.readRecord();
        assertThat(record.key().patientId()).isEqualTo(ADA);
        assertThat(record.value().state().code()).isEqualTo("active");
        assertThat(record.getRecordTime()).isEqualTo(now);
        assertThat(meters.get("vigil.stage").tag("stage", "signalled_alerted").timer().count()).isEqualTo(1);
    }

    @Test
    void shouldCarryOutACommandAndLeaveOtherPatientsAlone() {
        send(signal(ADA, Priority.HIGH, SignalState.RAISED, START));
        send(signal(BOB, Priority.HIGH, SignalState.RAISED, START));
        String alertOfAda = alerts.readKeyValue().key.alertId();
        alerts.readKeyValue();

        send(new AlertCommand("c-1", alertOfAda, ADA, new Verb.Acknowledge(), "nurse.klein", null, now));

        assertThat(alerts.readKeyValuesToList()).singleElement().satisfies(change -> {
            assertThat(change.key.patientId()).isEqualTo(ADA);
            assertThat(change.value.state().code()).isEqualTo("acknowledged");
        });
        assertThat(driver.<String, PatientAlerts>getKeyValueStore(LifecycleTopology.STORE).get("bob").open())
                .extracting(alert -> alert.state().code()).containsExactly("active");
    }

    @Test
    void shouldNotDoubleWhatIsDeliveredTwice() {
        Signal raised = signal(ADA, Priority.HIGH, SignalState.RAISED, START);
        send(raised);
        send(raised);

        assertThat(alerts.readKeyValuesToList()).hasSize(1);
    }

    @Test
    void shouldEndASnoozeByTheClockAlone() {
        send(signal(ADA, Priority.LOW, SignalState.RAISED, START));
        send(new AlertCommand("c-1", alerts.readKeyValue().key.alertId(), ADA,
                new Verb.Snooze(Duration.ofMinutes(30)), "nurse.klein", null, now));
        assertThat(alerts.readValue().state().code()).isEqualTo("snoozed");

        pass(Duration.ofMinutes(29));
        assertThat(alerts.isEmpty()).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(alerts.readValue().state().code()).isEqualTo("active");
    }

    @Test
    void shouldWriteATombstoneThirtyDaysAfterResolved() {
        send(signal(ADA, Priority.LOW, SignalState.RAISED, START));
        AlertKey key = alerts.readKeyValue().key;
        send(new AlertCommand("c-1", key.alertId(), ADA, new Verb.Resolve(), "nurse.klein", null, now));
        assertThat(alerts.readValue().state().code()).isEqualTo("resolved");

        pass(Duration.ofDays(30));

        assertThat(alerts.readKeyValuesToList()).containsExactly(KeyValue.pair(key, null));
        assertThat(driver.getKeyValueStore(LifecycleTopology.STORE).get("ada")).isNull();
    }

    @Test
    void shouldForgetAnErasedPatient() {
        send(signal(ADA, Priority.LOW, SignalState.RAISED, START));
        AlertKey key = alerts.readKeyValue().key;

        patients.pipeInput("ada".getBytes(UTF_8), (byte[]) null);

        assertThat(alerts.readKeyValuesToList()).containsExactly(KeyValue.pair(key, null));
        assertThat(driver.getKeyValueStore(LifecycleTopology.STORE).get("ada")).isNull();
    }

    @Test
    void shouldQuarantineWhatCannotBeReadAndGoOn() {
        signals.pipeInput("ada".getBytes(UTF_8), "{".getBytes(UTF_8));
        signals.pipeInput(null, "{}".getBytes(UTF_8));
        signals.pipeInput("ada".getBytes(UTF_8), (byte[]) null);
        signals.pipeInput("bob".getBytes(UTF_8),
                Topics.SIGNALS.value().encode(signal(ADA, Priority.LOW, SignalState.RAISED, START)));
        commands.pipeInput("no patient id!".getBytes(UTF_8), new byte[] {-1});
        send(signal(ADA, Priority.LOW, SignalState.RAISED, START));

        List<Quarantine> malformed = quarantine.readValuesToList();
        assertThat(malformed).hasSize(5).allMatch(each -> each.reason() == QuarantineReason.MALFORMED);
        assertThat(alerts.readKeyValuesToList()).hasSize(1);
    }

    @Test
    void shouldRememberAcrossARestartWhatItKeeps() {
        send(signal(ADA, Priority.LOW, SignalState.RAISED, START));
        PatientAlerts kept = driver.<String, PatientAlerts>getKeyValueStore(LifecycleTopology.STORE).get("ada");

        byte[] bytes = PatientAlertsCodec.serde().serializer().serialize("t", kept);

        assertThat(bytes[0]).isEqualTo((byte) 1);
        assertThat(PatientAlertsCodec.serde().deserializer().deserialize("t", bytes)).isEqualTo(kept);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    private void send(Signal signal) {
        signals.pipeInput(Topics.SIGNALS.key().encode(signal.patientId()), Topics.SIGNALS.value().encode(signal));
    }

    private void send(AlertCommand command) {
        commands.pipeInput(Topics.ALERT_COMMANDS.key().encode(command.patientId()),
                Topics.ALERT_COMMANDS.value().encode(command));
    }

    private static Signal signal(PatientId patient, Priority priority, SignalState state, Instant at) {
        return new Signal(Signal.idOf(patient, "rule", START), patient, "rule", RuleKind.PHYSIOLOGICAL, priority, state,
                START, at, null, null, null, null, null, false, false, "The rule fired.", List.of());
    }

    private TestInputTopic<byte[], byte[]> input(Topic<?, ?> topic) {
        return driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(topic.name(), reader(topic.key()), reader(topic.value()));
    }

    private static <T> Deserializer<T> reader(Codec<T> codec) {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : codec.decode(bytes);
            } catch (MalformedRecord e) {
                throw new UncheckedIOException(new IOException(e));
            }
        };
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(new StreamsSettings("lifecycle-test", stateDir, 1)
                .properties(KafkaConnection.to("localhost:1"), Failover.cautious()));
        return properties;
    }
}
