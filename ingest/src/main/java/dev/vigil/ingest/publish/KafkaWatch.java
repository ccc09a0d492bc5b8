package dev.vigil.ingest.publish;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Asks Kafka every second whether it leads every partition that readings go to, so that readiness can be answered at
/// once.
public final class KafkaWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Admin admin;
    private final Thread watch = Thread.ofVirtual().name("vigil-ingest-kafka-watch").unstarted(this::watch);
    private volatile Optional<String> whyNot = Optional.of("Kafka has not answered yet");

    public KafkaWatch(KafkaConnection kafka) {
        Map<String, Object> properties = kafka.properties();
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "vigil-ingest-watch");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, PERIOD.toMillis());
        admin = Admin.create(properties);
        watch.start();
    }

    /// Why Kafka could not take a reading when it was last asked, empty when it could.
    public Optional<String> whyNot() {
        return whyNot;
    }

    private void watch() {
        try {
            while (true) {
                whyNot = ask();
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException e) {
            whyNot = Optional.of("ingest is closing");
        }
    }

    private Optional<String> ask() throws InterruptedException {
        String topic = Topics.READINGS.name();
        try {
            TopicDescription description = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            boolean led = description != null
                    && description.partitions().stream().allMatch(partition -> isLed(partition.leader()));
            return led ? Optional.empty() : Optional.of("a partition of " + topic + " has no leader");
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() instanceof UnknownTopicOrPartitionException
                    ? "the topic " + topic + " does not exist" : "Kafka does not answer");
        } catch (KafkaException e) {
            return Optional.of("Kafka cannot be asked");
        }
    }

    private static boolean isLed(@Nullable Node leader) {
        return leader != null && !leader.isEmpty();
    }

    @Override
    public void close() {
        watch.interrupt();
        admin.close(Duration.ZERO);
    }
}
