package dev.vigil.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.http.Readiness;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both applications together: honest about Kafka being away, and seen by an operator.
@Tag("slow")
class StreamsOnKafkaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    @Test
    void shouldSayThatKafkaIsAwayAndGoOnWhenItIsBack() throws Exception {
        int port = freePort();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        EmbeddedBroker broker = start(port);
        createTopics(broker);
        try (Streams streams = Streams.start(StreamsConfig.at(directory.resolve("streams"), 1),
                KafkaConnection.to(broker.bootstrapServers()), meters, InstantSource.system())) {
            await(streams::ready);
            assertThat(meters.scrape()).contains("kafka_consumer_fetch_manager_records_lag");

            broker.close();
            await(() -> streams.readiness().stream().allMatch(check -> check.check().whyNot().isPresent()));
            assertThat(streams.readiness()).extracting(Readiness::name)
                    .containsExactly("vigil-admission", "vigil-monitoring");

            broker = start(port);
            await(streams::ready);
        }
        broker.close();
    }

    private EmbeddedBroker start(int port) {
        return EmbeddedBroker.start(
                new BrokerConfig(directory.resolve("kafka"), port, BrokerConfig.Durability.OS));
    }

    private static void createTopics(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(KafkaConnection.to(broker.bootstrapServers()).properties())) {
            admin.createTopics(Topics.all().stream().map(topic -> new NewTopic(topic.name(), 2, (short) 1)).toList())
                    .all().get();
            Map<TopicPartition, OffsetSpec> latest = Topics.all().stream()
                    .flatMap(topic -> IntStream.range(0, 2).mapToObj(one -> new TopicPartition(topic.name(), one)))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Awaitility.await().ignoreExceptions()
                    .until(() -> admin.listOffsets(latest).all().get().size() == latest.size());
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
