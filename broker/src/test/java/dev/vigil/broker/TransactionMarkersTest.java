package dev.vigil.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionMarkersTest {

    private static final TopicPartition COMMITTED = new TopicPartition("committed", 0);
    private static final TopicPartition ABORTED = new TopicPartition("aborted", 0);

    @TempDir
    Path directory;

    @Test
    void shouldEndAnOpenTransactionEachWay() throws Exception {
        BrokerConfig config = new BrokerConfig(directory, 0, BrokerConfig.Durability.OS);
        try (EmbeddedBroker broker = EmbeddedBroker.start(config);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            createTopics(admin);
            leaveOpen(broker);
            end(broker, admin, COMMITTED, TransactionResult.COMMIT);
            end(broker, admin, ABORTED, TransactionResult.ABORT);
            assertThat(committed(broker, COMMITTED)).containsExactly("in doubt");
            assertThat(committed(broker, ABORTED)).isEmpty();
        }
    }

    private static void createTopics(Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(COMMITTED.topic(), 1, (short) 1),
                new NewTopic(ABORTED.topic(), 1, (short) 1))).all().get();
    }

    private static void leaveOpen(EmbeddedBroker broker) {
        var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "killed"),
                new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(COMMITTED.topic(), "in doubt"));
        producer.send(new ProducerRecord<>(ABORTED.topic(), "in doubt"));
        producer.flush();
        producer.close(Duration.ZERO);
    }

    private static void end(EmbeddedBroker broker, Admin admin, TopicPartition partition, TransactionResult result)
            throws Exception {
        ProducerState open = admin.describeProducers(List.of(partition)).partitionResult(partition).get()
                .activeProducers().getFirst();
        assertThat(open.currentTransactionStartOffset()).isPresent();
        String[] address = broker.bootstrapServers().split(":");
        new TransactionMarkers(address[0], Integer.parseInt(address[1])).write(partition, open, result);
    }

    /// Up to the first record that is still in doubt; none is left.
    private static List<String> committed(EmbeddedBroker broker, TopicPartition partition) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(consumer.assignment());
            assertThat(consumer.endOffsets(List.of(partition)).get(partition)).isEqualTo(2);
            return StreamSupport.stream(consumer.poll(Duration.ofSeconds(2)).spliterator(), false)
                    .map(each -> each.value()).toList();
        }
    }
}
