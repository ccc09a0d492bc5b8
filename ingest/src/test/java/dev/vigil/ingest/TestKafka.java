package dev.vigil.ingest;

import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// A real broker with the topics of ingest, and a look at its end.
final class TestKafka implements AutoCloseable {

    private static final int PARTITIONS = 2;
    private static final List<Topic<?, ?>> TOPICS = List.of(Topics.READINGS, Topics.CREDENTIALS, Topics.INBOUND,
            Topics.QUARANTINE, Topics.MAPPINGS, Topics.PLANS, Topics.DEVICES, Topics.REQUESTS, Topics.HEARTBEATS,
            Topics.PRESENCE);

    private final EmbeddedBroker broker;

    private TestKafka(EmbeddedBroker broker) {
        this.broker = broker;
    }

    static TestKafka start(Path directory, int port) {
        TestKafka kafka = new TestKafka(
                EmbeddedBroker.start(new BrokerConfig(directory, port, BrokerConfig.Durability.OS)));
        kafka.createTopics();
        return kafka;
    }

    KafkaConnection connection() {
        return KafkaConnection.to(broker.bootstrapServers());
    }

    int port() {
        return Integer.parseInt(broker.bootstrapServers().replaceFirst("^.*:", ""));
    }

    /// Everything on the topic of readings whose key is the device, in order.
    List<ConsumerRecord<String, byte[]>> readingsOf(String device) {
        return recordsOf(Topics.READINGS).stream().filter(record -> device.equals(record.key())).toList();
    }

    /// Everything on a topic.
    List<ConsumerRecord<String, byte[]>> recordsOf(Topic<?, ?> topic) {
        Map<String, Object> properties = connection().consumerProperties();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(found::add);
            }
            return found;
        }
    }

    @Override
    public void close() {
        broker.close();
    }

    private void createTopics() {
        try (Admin admin = Admin.create(connection().properties())) {
            admin.createTopics(TOPICS.stream()
                    .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1)).toList()).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
