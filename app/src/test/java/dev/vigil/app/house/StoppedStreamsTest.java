package dev.vigil.app.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.app.topics.TopicProvisioner;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A `vigil streams` that is told to end while it works ends its transaction, leaves its groups and keeps its state:
/// the next one waits for no session, no transaction and no replay, and every reading is admitted once.
@Tag("slow")
class StoppedStreamsTest {

    private static final DeviceId DEVICE = new DeviceId("d1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger pushed = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @TempDir
    private Path directory;

    @Test
    void shouldLeaveNothingToWaitForWhenToldToEnd() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                new BrokerConfig(directory.resolve("kafka"), 0, BrokerConfig.Durability.OS));
                Admin admin = Admin.create(KafkaConnection.to(broker.bootstrapServers()).properties())) {
            KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
            try (TopicProvisioner topics = new TopicProvisioner(kafka)) {
                topics.ensure(2, 1);
            }
            Thread device = Thread.ofPlatform().start(() -> push(kafka));
            Path state = Files.createDirectories(directory.resolve("streams"));
            try (StreamsProcess first = StreamsProcess.start(broker.bootstrapServers(), state)) {
                await().atMost(PATIENCE).until(() -> AdmittedReadings.of(kafka).size() > 100);
                assertThat(first.terminate()).as("128 and SIGTERM").isEqualTo(143);
                shouldHaveLeft(admin);
            }
            try (StreamsProcess second = StreamsProcess.start(broker.bootstrapServers(), state)) {
                assertThat(metrics(second)).as("nothing replayed into the store on disk")
                        .contains("vigil_streams_restored_records_total{store=\"admission-readings-seen\"} 0.0");
                over.set(true);
                device.join();
                await().atMost(PATIENCE).until(() -> AdmittedReadings.of(kafka).size() >= pushed.get());
                assertThat(AdmittedReadings.of(kafka)).doesNotHaveDuplicates().hasSize(pushed.get());
            }
        }
    }

    private static void shouldHaveLeft(Admin admin) throws Exception {
        assertThat(admin.describeConsumerGroups(List.of(AdmissionTopology.APPLICATION,
                MonitoringTopology.APPLICATION)).all().get().values()).allMatch(group -> group.members().isEmpty());
        assertThat(admin.listTransactions(new ListTransactionsOptions()
                .filterStates(Set.of(TransactionState.ONGOING))).all().get()).isEmpty();
    }

    private static String metrics(StreamsProcess streams) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(streams.address().resolve("/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private void push(KafkaConnection kafka) {
        try (var devices = new KafkaProducer<>(kafka.producerProperties(), Topics.DEVICES.keySerializer(),
                Topics.DEVICES.valueSerializer());
                var readings = new KafkaProducer<>(kafka.producerProperties(), Topics.READINGS.keySerializer(),
                        Topics.READINGS.valueSerializer())) {
            devices.send(new ProducerRecord<>(Topics.DEVICES.name(), DEVICE, new Device(DEVICE, null, null, null,
                    List.of(new Assignment(new PatientId("p1"), Instant.EPOCH, null)))));
            while (!over.get()) {
                readings.send(new ProducerRecord<>(Topics.READINGS.name(), DEVICE,
                        reading("r" + pushed.getAndIncrement())));
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reading reading(String id) {
        Instant now = Instant.now();
        return new Reading(DEVICE, new ReadingId(id), now, null, List.of(new RawMeasurement("pulse-rate",
                new RawValue.Decimal(BigDecimal.valueOf(70)), "/min")), null, null, null, now, null, Door.HTTP);
    }
}
