package dev.vigil.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final String TOPIC = "notes";

    @TempDir
    Path directory;

    @Test
    void shouldKeepWhatItAcknowledgedOverARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.at(directory))) {
            try (Admin admin = Admin.create(client(broker))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            }
            produce(broker, "kept");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.at(directory))) {
            assertThat(firstValue(broker)).isEqualTo("kept");
        }
    }

    @Test
    void shouldRefuseADirectoryThatIsInUse() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.at(directory))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.at(directory)))
                    .isInstanceOf(BrokerUnavailable.class).hasMessageContaining("in use")
                    .hasMessageNotContaining("\n");
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void shouldNameAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerConfig config = new BrokerConfig(directory, taken.getLocalPort(), BrokerConfig.Durability.OS);
            assertThatThrownBy(() -> EmbeddedBroker.start(config)).isInstanceOf(BrokerUnavailable.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    private static void produce(EmbeddedBroker broker, String value) throws Exception {
        try (var producer = new KafkaProducer<>(client(broker), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "key", value)).get();
        }
    }

    private static String firstValue(EmbeddedBroker broker) {
        try (var consumer = new KafkaConsumer<>(client(broker), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            consumer.seekToBeginning(consumer.assignment());
            return consumer.poll(Duration.ofSeconds(10)).iterator().next().value();
        }
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
