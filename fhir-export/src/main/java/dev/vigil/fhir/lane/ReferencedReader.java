package dev.vigil.fhir.lane;

import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.Plan;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the topics of patients, devices and plans whole, and then on: the lanes begin when the present is known.
/// Records that cannot be read are passed over; the patient or device is then referred to by its pseudonym.
final class ReferencedReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReferencedReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// Nothing is committed, and no group waits for the news.
    private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);

    private final KafkaConnection kafka;
    private final Referenced referenced;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<?, ?> consumer;

    private ReferencedReader(KafkaConnection kafka, Referenced referenced) {
        this.kafka = kafka;
        this.referenced = referenced;
        this.thread = Thread.ofPlatform().name("fhir-referenced").daemon().unstarted(this::run);
    }

    static ReferencedReader start(KafkaConnection kafka, Referenced referenced) {
        ReferencedReader reader = new ReferencedReader(kafka, referenced);
        reader.thread.start();
        return reader;
    }

    boolean isLoaded() {
        return loaded.getCount() == 0;
    }

    boolean awaitLoaded(Duration longest) throws InterruptedException {
        return loaded.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        KafkaConsumer<?, ?> present = consumer;
        if (present != null) {
            present.wakeup();
        }
        thread.join();
    }

    private void run() {
        while (!closing) {
            try (var own = new KafkaConsumer<>(kafka.consumerProperties(), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer = own;
                try {
                    read(own);
                } finally {
                    own.close(AT_ONCE);
                }
            } catch (WakeupException e) {
                LOG.debug("Reading of patients and devices stops");
            } catch (RuntimeException e) { // Kafka away, or a fault of ours: the reader goes on
                LOG.warn("Patients and devices cannot be read, trying again: {}", e.getClass().getSimpleName());
                LockSupport.parkNanos(RETRY.toNanos());
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> present = consumer.endOffsets(partitions);
        while (!closing) {
            consumer.poll(POLL).forEach(this::take);
            if (!isLoaded() && present.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                loaded.countDown();
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(Topics.PATIENTS.name(), Topics.DEVICES.name(), Topics.PLANS.name())) {
            int before = partitions.size();
            consumer.partitionsFor(topic).forEach(
                    partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            if (partitions.size() == before) {
                throw new KafkaException("topic " + topic + " is not there yet");
            }
        }
        return partitions;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.key() == null) {
                throw new MalformedRecord("no key");
            }
            if (record.topic().equals(Topics.PATIENTS.name())) {
                takePatient(record);
            } else if (record.topic().equals(Topics.PLANS.name())) {
                takePlan(record);
            } else {
                takeDevice(record);
            }
        } catch (MalformedRecord e) {
            LOG.warn("Passed over {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private void takePatient(ConsumerRecord<byte[], byte[]> record) throws MalformedRecord {
        PatientId id = Topics.PATIENTS.key().decode(record.key());
        if (record.value() == null) {
            referenced.forget(id);
        } else {
            Patient patient = Topics.PATIENTS.value().decode(record.value());
            referenced.describe(patient);
        }
    }

    private void takePlan(ConsumerRecord<byte[], byte[]> record) throws MalformedRecord {
        if (record.value() == null) {
            String id = Topics.PLANS.key().decode(record.key());
            referenced.charts().forget(id);
        } else {
            Plan plan = Topics.PLANS.value().decode(record.value());
            referenced.charts().describe(plan);
        }
    }

    private void takeDevice(ConsumerRecord<byte[], byte[]> record) throws MalformedRecord {
        DeviceId id = Topics.DEVICES.key().decode(record.key());
        if (record.value() == null) {
            referenced.forget(id);
        } else {
            Device device = Topics.DEVICES.value().decode(record.value());
            referenced.describe(device);
        }
    }
}
