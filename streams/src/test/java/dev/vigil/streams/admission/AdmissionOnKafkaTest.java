package dev.vigil.streams.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.streams.Streams;
import dev.vigil.streams.StreamsConfig;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Admission on a real broker: each reading once, though each is sent twice, one in a hundred is garbage, and the
/// application is closed in the middle of its work and started again.
@Tag("slow")
class AdmissionOnKafkaTest {

    private static final int PARTITIONS = 3;
    private static final int DEVICES = 40;
    private static final int READINGS_EACH = 100;
    private static final int READINGS = DEVICES * READINGS_EACH;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void shouldAdmitEachReadingOnceOverARestartInTheMiddle() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                new BrokerConfig(directory.resolve("kafka"), 0, BrokerConfig.Durability.OS))) {
            KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
            createTopics(kafka);
            assignDevices(kafka);
            pushAll(kafka);
            try (Streams streams = start(kafka)) {
                assertThat(read(kafka, Topics.OUTCOMES, READINGS / 10)).hasSizeGreaterThanOrEqualTo(READINGS / 10);
                assertThat(streams.readiness()).hasSize(2);
            }
            pushAll(kafka);
            try (Streams streams = start(kafka)) {
                List<ReadingOutcome> outcomes = read(kafka, Topics.OUTCOMES, 2 * READINGS);
                assertThat(outcomes).hasSize(2 * READINGS);
                assertThat(lastOfEach(outcomes)).hasSize(READINGS)
                        .allSatisfy((id, outcome) -> assertThat(outcome.duplicates()).isEqualTo(1));
                await().until(streams::ready);
            }
            List<Observation> observations = read(kafka, Topics.OBSERVATIONS, READINGS);
            assertThat(observations).hasSize(READINGS).extracting(Observation::id).doesNotHaveDuplicates();
            List<Quarantine> quarantined = read(kafka, Topics.QUARANTINE, 2 * READINGS / READINGS_EACH);
            assertThat(quarantined).hasSize(2 * READINGS / READINGS_EACH);
        }
    }

    private Streams start(KafkaConnection kafka) {
        return Streams.start(StreamsConfig.at(directory.resolve("streams"), 1), kafka, new SimpleMeterRegistry(),
                InstantSource.system());
    }

    private static void createTopics(KafkaConnection kafka) throws Exception {
        Set<NewTopic> topics = Topics.all().stream()
                .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1)).collect(Collectors.toSet());
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.createTopics(topics).all().get();
        }
    }

    private static void assignDevices(KafkaConnection kafka) {
        try (var producer = new KafkaProducer<>(kafka.producerProperties(), Topics.DEVICES.keySerializer(),
                Topics.DEVICES.valueSerializer())) {
            for (int i = 0; i < DEVICES; i++) {
                DeviceId device = new DeviceId("d" + i);
                producer.send(new ProducerRecord<>(Topics.DEVICES.name(), device, new Device(device, null, null, null,
                        List.of(new Assignment(new PatientId("p" + i), Instant.EPOCH, null)))));
            }
        }
    }

    private static void pushAll(KafkaConnection kafka) {
        Instant takenAt = Instant.now().minusSeconds(3600);
        try (var producer = new KafkaProducer<>(kafka.producerProperties(), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < READINGS; i++) {
                Reading reading = new Reading(new DeviceId("d" + i % DEVICES), new ReadingId("r" + i), null,
                        Duration.ofSeconds(i), List.of(new RawMeasurement("pulse-rate",
                                new RawValue.Decimal(BigDecimal.valueOf(50 + i % 50)), "/min")),
                        null, null, null, takenAt, null, Door.HTTP);
                byte[] key = Topics.READINGS.key().encode(reading.deviceId());
                producer.send(new ProducerRecord<>(Topics.READINGS.name(), key,
                        Topics.READINGS.value().encode(reading)));
                if (i % READINGS_EACH == 0) {
                    producer.send(new ProducerRecord<>(Topics.READINGS.name(), key, "{garbage".getBytes(UTF_8)));
                }
            }
        }
    }

    private static Map<ReadingId, ReadingOutcome> lastOfEach(List<ReadingOutcome> outcomes) {
        Map<ReadingId, ReadingOutcome> last = new HashMap<>();
        outcomes.forEach(outcome -> last.put(outcome.readingId(), outcome));
        return last;
    }

    /// Everything committed on a topic, waiting until there is as much as expected.
    private static <V> List<V> read(KafkaConnection kafka, Topic<?, V> topic, int expected) throws Exception {
        List<V> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(kafka.consumerProperties(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())).toList());
            consumer.seekToBeginning(consumer.assignment());
            Instant end = Instant.now().plus(PATIENCE);
            while (values.size() < expected && Instant.now().isBefore(end)) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    values.add(decoded(topic, message));
                }
            }
            // Whatever is there beyond what is expected.
            consumer.poll(Duration.ofMillis(500)).forEach(message -> values.add(decoded(topic, message)));
        }
        return values;
    }

    private static <V> V decoded(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> message) {
        try {
            return topic.value().decode(message.value());
        } catch (MalformedRecord e) {
            throw new AssertionError(e);
        }
    }
}
