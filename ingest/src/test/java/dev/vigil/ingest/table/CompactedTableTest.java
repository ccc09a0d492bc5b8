package dev.vigil.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker, on a topic whose values are any JSON.
class CompactedTableTest {

    private static final Topic<String, JsonNode> TOPIC = Topics.INBOUND;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private EmbeddedBroker broker;
    private KafkaConnection kafka;

    @BeforeEach
    void start() throws Exception {
        open(0);
        createTopic();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void shouldShowOnEveryInstanceWhatOneHasWritten() {
        try (var one = table(); var other = table(); var writer = writer(one)) {
            await().atMost(PATIENCE).until(() -> one.caughtUp() && other.caughtUp());
            assertThat(writer.put("a", IntNode.valueOf(1))).isTrue();
            assertThat(one.get("a")).as("its own write, at once").isEqualTo(IntNode.valueOf(1));
            await().atMost(PATIENCE).until(() -> IntNode.valueOf(1).equals(other.get("a")));
            assertThat(writer.put("a", null)).isTrue();
            assertThat(one.get("a")).isNull();
            await().atMost(PATIENCE).until(() -> other.all().isEmpty());
        }
    }

    @Test
    void shouldReadAllThatWasThereBeforeItSaysThatItIsReady() {
        try (var table = table(); var writer = writer(table)) {
            for (int i = 0; i < 50; i++) {
                assertThat(writer.put("key-" + i % 10, IntNode.valueOf(i))).isTrue();
            }
        }
        try (var fresh = table()) {
            assertThat(fresh.whyNotReady()).hasValueSatisfying(why -> assertThat(why).contains(TOPIC.name()));
            await().atMost(PATIENCE).until(() -> fresh.whyNotReady().isEmpty());
            assertThat(fresh.all()).hasSize(10).containsEntry("key-9", IntNode.valueOf(49));
        }
    }

    @Test
    void shouldGoOnFromMemoryWhileKafkaIsAwayAndCatchUpWhenItIsBack() throws Exception {
        int port = Integer.parseInt(kafka.bootstrapServers().replaceFirst("^.*:", ""));
        try (var table = table(); var writer = writer(table)) {
            await().atMost(PATIENCE).until(() -> writer.put("kept", IntNode.valueOf(1)));
            broker.close();
            assertThat(table.get("kept")).isEqualTo(IntNode.valueOf(1));
            assertThat(table.whyNotReady()).isEmpty();
            assertThat(writer.put("lost", IntNode.valueOf(2))).as("nothing is promised without Kafka").isFalse();
            open(port);
            await().atMost(PATIENCE).until(() -> writer.put("kept", IntNode.valueOf(3)));
            assertThat(table.get("kept")).isEqualTo(IntNode.valueOf(3));
        }
    }

    @Test
    void shouldShowWhatOthersHaveWrittenBeforeARowIsChanged() {
        try (var one = table(); var other = table(); var writer = writer(one); var otherWriter = writer(other)) {
            await().atMost(PATIENCE).until(() -> writer.put("a", IntNode.valueOf(0)));
            for (int i = 1; i <= 50; i++) {
                assertThat(writer.put("a", IntNode.valueOf(i))).isTrue();
                assertThat(otherWriter.refresh()).isTrue();
                assertThat(other.get("a")).isEqualTo(IntNode.valueOf(i));
            }
            broker.close();
            assertThat(otherWriter.refresh()).as("what holds is not known without Kafka").isFalse();
        }
    }

    @Test
    void shouldForgetAKeyWhoseNewestValueCannotBeRead() throws Exception {
        try (var table = table(); var writer = writer(table)) {
            await().atMost(PATIENCE).until(() -> writer.put("a", IntNode.valueOf(1)));
            writeBytes("a", "{");
            assertThat(writer.put("b", IntNode.valueOf(2))).isTrue();
            await().atMost(PATIENCE).until(() -> table.all().keySet().equals(Set.of("b")));
            assertThat(meters.counter("vigil.malformed", "topic", TOPIC.name()).count()).isEqualTo(1);
        }
    }

    @Test
    void shouldDeriveAgainOnlyAfterAChange() {
        try (var table = table(); var writer = writer(table)) {
            await().atMost(PATIENCE).until(() -> writer.put("a", IntNode.valueOf(1)));
            Supplier<Map<String, JsonNode>> derived = table.derived(Map::copyOf);
            Supplier<Object> fresh = table.derived(rows -> new Object());
            Object before = fresh.get();
            assertThat(fresh.get()).isSameAs(before);
            assertThat(writer.put("b", IntNode.valueOf(2))).isTrue();
            assertThat(fresh.get()).isNotSameAs(before);
            assertThat(derived.get()).containsOnlyKeys("a", "b");
        }
    }

    @Test
    void shouldWaitForATopicThatIsNotThereYet() {
        try (var table = CompactedTable.start(Topics.PLANS, kafka, meters)) {
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> !table.caughtUp());
            assertThat(table.all()).isEmpty();
        }
    }

    private CompactedTable<String, JsonNode> table() {
        return CompactedTable.start(TOPIC, kafka, meters);
    }

    private TableWriter<String, JsonNode> writer(CompactedTable<String, JsonNode> table) {
        return new TableWriter<>(TOPIC, table, kafka, InstantSource.system());
    }

    private void open(int port) {
        broker = EmbeddedBroker.start(new BrokerConfig(directory, port, BrokerConfig.Durability.OS));
        kafka = KafkaConnection.to(broker.bootstrapServers());
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.createTopics(List.of(new NewTopic(TOPIC.name(), 2, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact")))).all().get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
    }

    private void writeBytes(String key, String value) throws Exception {
        try (var producer = new KafkaProducer<>(kafka.producerProperties(), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC.name(), key.getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8))).get();
        }
    }
}
