package dev.vigil.streams;

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
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.streams.admission.AdmissionTopology;
import dev.vigil.streams.monitoring.MonitoringTopology;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances share the work and one is killed: the other goes on with the dead one's patients, and every reading
/// has been admitted once and pictured.
@Tag("slow")
class FailoverTest {

    private static final int PARTITIONS = 4;
    private static final int DEVICES = 40;
    private static final int SESSION_MILLIS = 3_000;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    /// Three and a half seconds on a quiet machine; a busy one may take its time to notice.
    private static final Duration GAP = Duration.ofSeconds(8);

    @TempDir
    private Path directory;

    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> observed = new ConcurrentHashMap<>();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final Map<Integer, String> lastOfDevice = new ConcurrentHashMap<>();
    private final Set<String> pictured = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void shouldGoOnWithinSecondsAndLoseOrDoubleNothing() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker
                .start(new BrokerConfig(directory.resolve("kafka"), 0, BrokerConfig.Durability.OS));
                Admin admin = Admin.create(KafkaConnection.to(broker.bootstrapServers()).properties())) {
            KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
            admin.createTopics(Topics.all().stream()
                    .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1)).toList()).all().get();
            assign(kafka);
            try (StreamsInstance dying = start(broker, "dying"); StreamsInstance heir = start(broker, "heir")) {
                Thread reader = Thread.ofPlatform().start(() -> observe(kafka));
                Thread sender = Thread.ofPlatform().start(() -> push(kafka));
                await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> areShared(admin));
                int before = seen.size();
                await().until(() -> seen.size() > before + 100);
                sent.clear();
                dying.kill();
                int atTheKill = seen.size();
                await().atMost(Duration.ofSeconds(30)).until(() -> seen.size() > atTheKill + 1_200);
                over.set(true);
                sender.join();
                await().atMost(Duration.ofSeconds(20)).until(() -> seen.keySet().containsAll(sent.keySet())
                        && pictured.containsAll(lastOfDevice.values()));
                reader.interrupt();
                reader.join();
            }
        }
        assertThat(observed.values()).allSatisfy(times -> assertThat(times.get()).isEqualTo(1));
        long longest = sent.entrySet().stream().mapToLong(entry -> seen.getOrDefault(entry.getKey(), Long.MAX_VALUE)
                - entry.getValue()).max().orElseThrow();
        assertThat(Duration.ofNanos(longest)).isBetween(Duration.ofMillis(1), GAP);
    }

    private StreamsInstance start(EmbeddedBroker broker, String name) throws Exception {
        Path own = Files.createDirectories(directory.resolve(name));
        return StreamsInstance.start(broker.bootstrapServers(), own.resolve("state"), SESSION_MILLIS);
    }

    /// Both instances have partitions of both applications.
    private static boolean areShared(Admin admin) throws Exception {
        var groups = admin.describeConsumerGroups(List.of(AdmissionTopology.APPLICATION,
                MonitoringTopology.APPLICATION)).all().get().values();
        return groups.stream().allMatch(group -> group.members().size() == 2
                && group.members().stream().noneMatch(member -> member.assignment().topicPartitions().isEmpty()));
    }

    private static void assign(KafkaConnection kafka) {
        try (var producer = new KafkaProducer<>(kafka.producerProperties(), Topics.DEVICES.keySerializer(),
                Topics.DEVICES.valueSerializer())) {
            for (int number = 0; number < DEVICES; number++) {
                DeviceId device = new DeviceId("d" + number);
                producer.send(new ProducerRecord<>(Topics.DEVICES.name(), device, new Device(device, null, null, null,
                        List.of(new Assignment(new PatientId("p" + number), Instant.EPOCH, null)))));
            }
        }
    }

    private void push(KafkaConnection kafka) {
        try (var producer = new KafkaProducer<>(kafka.producerProperties(), Topics.READINGS.keySerializer(),
                Topics.READINGS.valueSerializer())) {
            for (int number = 0; !over.get(); number++) {
                Instant now = Instant.now();
                String id = "r" + number;
                Reading reading = new Reading(new DeviceId("d" + number % DEVICES), new ReadingId(id), now, null,
                        List.of(new RawMeasurement("pulse-rate", new RawValue.Decimal(BigDecimal.valueOf(70)), "/min")),
                        null, null, null, now, null, Door.HTTP);
                lastOfDevice.put(number % DEVICES, Observation.idOf(new PatientId("p" + number % DEVICES),
                        reading.deviceId(), reading.id()));
                sent.put(id, System.nanoTime());
                producer.send(new ProducerRecord<>(Topics.READINGS.name(), reading.deviceId(), reading));
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What admission admitted, each with its time, and whose picture monitoring drew of it.
    private void observe(KafkaConnection kafka) {
        try (var consumer = new KafkaConsumer<>(kafka.consumerProperties(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(Stream.of(Topics.OBSERVATIONS, Topics.CURRENT).flatMap(topic -> IntStream
                    .range(0, PARTITIONS).mapToObj(number -> new TopicPartition(topic.name(), number))).toList());
            consumer.seekToBeginning(consumer.assignment());
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    if (record.topic().equals(Topics.CURRENT.name())) {
                        pictured.add(Topics.CURRENT.value().decode(record.value()).vitals().getFirst()
                                .observationId());
                    } else {
                        String id = Topics.OBSERVATIONS.value().decode(record.value()).readingId().value();
                        observed.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
                        seen.putIfAbsent(id, System.nanoTime());
                    }
                }
            }
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (MalformedRecord e) {
            throw new AssertionError(e);
        }
    }
}
