package dev.vigil.fhir;

import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.BrokerConfig.Durability;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.fhir.lane.ExportedTopic;
import dev.vigil.wire.FhirFailure;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/// A real broker with every topic, and a pipeline's end of them.
public final class TestTopics implements AutoCloseable {

    public static final int PARTITIONS = 3;

    private final EmbeddedBroker broker;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failed = new AtomicReference<>();

    private TestTopics(EmbeddedBroker broker) {
        this.broker = broker;
        this.admin = Admin.create(connection().properties());
        this.producer = new KafkaProducer<>(connection().producerProperties(), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public static TestTopics start(Path directory) throws ExecutionException, InterruptedException {
        TestTopics topics = new TestTopics(EmbeddedBroker.start(new BrokerConfig(directory, 0, Durability.OS)));
        topics.admin.createTopics(Topics.all().stream()
                .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1)).toList()).all().get();
        Awaitility.await().ignoreExceptions().until(topics::areServed);
        return topics;
    }

    /// A producer's first batch may come before the broker serves the partition and its second one after: then the
    /// first one is out of sequence for ever.
    private boolean areServed() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = Topics.all().stream().flatMap(topic -> partitions(topic).stream())
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().size() == latest.size();
    }

    public KafkaConnection connection() {
        return KafkaConnection.to(broker.bootstrapServers());
    }

    public void publish(Observation reading) {
        publish(Topics.OBSERVATIONS, reading.patientId(), reading);
    }

    public <K, V> void publish(Topic<K, V> topic, K key, V value) {
        publishBytes(topic, topic.key().encode(key), topic.value().encode(value));
    }

    public Future<RecordMetadata> publishBytes(Topic<?, ?> topic, byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>(topic.name(), key, value), (metadata, failure) -> {
            if (failure != null) {
                failed.compareAndSet(null, failure);
            }
        });
    }

    public void poison(Topic<PatientId, ?> topic, PatientId key) {
        publishBytes(topic, topic.key().encode(key), new byte[] {0, 1, 2});
    }

    public void flush() {
        producer.flush();
        if (failed.get() != null) {
            throw new IllegalStateException("a record was not stored", failed.get());
        }
    }

    /// Whether the exporters' group stands at the end of every partition of a topic.
    public boolean isExported(ExportedTopic exported) throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(partitions(exported.topic()).stream()
                .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()))).all().get();
        var committed = admin.listConsumerGroupOffsets(exported.group()).partitionsToOffsetAndMetadata().get();
        return ends.entrySet().stream().allMatch(end -> end.getValue().offset() == 0
                || (committed.get(end.getKey()) != null
                        && committed.get(end.getKey()).offset() >= end.getValue().offset()));
    }

    /// What retention does after a while.
    public void forgetBefore(Topic<?, ?> topic, int partition, long offset)
            throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(new TopicPartition(topic.name(), partition), RecordsToDelete.beforeOffset(offset)))
                .all().get();
    }

    /// Ids of a lane's group members.
    public Set<String> members(ExportedTopic exported) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(exported.group())).all().get().get(exported.group()).members()
                .stream().map(MemberDescription::consumerId).collect(Collectors.toSet());
    }

    /// Takes the killed out of a lane's group, as the broker does when they have been silent for long enough.
    public void expelMembers(ExportedTopic exported) throws ExecutionException, InterruptedException {
        admin.removeMembersFromConsumerGroup(exported.group(), new RemoveMembersFromConsumerGroupOptions()).all().get();
    }

    public List<FhirFailure> failures() throws MalformedRecord {
        List<FhirFailure> failures = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(connection().consumerProperties(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(Topics.FHIR_FAILED);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    failures.add(Topics.FHIR_FAILED.value().decode(record.value()));
                }
            }
        }
        return failures;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        broker.close();
    }

    private static List<TopicPartition> partitions(Topic<?, ?> topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.name(), partition)).toList();
    }
}
