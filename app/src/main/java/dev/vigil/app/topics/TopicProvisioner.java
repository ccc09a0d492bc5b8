package dev.vigil.app.topics;

import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// Creates every topic that is missing. What exists is never altered, only reported: shrinking or growing a keyed topic
/// would send a patient's records to two partitions.
public final class TopicProvisioner implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CREATED_WITHIN = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Admin admin;

    public TopicProvisioner(KafkaConnection kafka) {
        this.admin = Admin.create(kafka.properties());
    }

    /// What this returns can be used at once: topics that were created are known to the broker.
    ///
    /// @throws KafkaAway when Kafka does not answer in time
    public TopicReport ensure(int partitions, int replicationFactor) throws InterruptedException {
        List<WantedTopic> wanted = WantedTopic.all(partitions, replicationFactor);
        Set<String> present = await(admin.listTopics().names());
        List<String> created = create(wanted.stream().filter(topic -> !present.contains(topic.name())).toList());
        awaitAll();
        List<TopicDrift> drift = driftOf(wanted.stream().filter(topic -> !created.contains(topic.name())).toList());
        long drifting = drift.stream().map(TopicDrift::topic).distinct().count();
        return new TopicReport(created, (int) (wanted.size() - created.size() - drifting), drift);
    }

    /// Waits until another process has created every topic.
    ///
    /// @throws KafkaAway when they are not there in time
    public void awaitAll() throws InterruptedException {
        List<String> wanted = Topics.all().stream().map(Topic::name).toList();
        long giveUp = System.nanoTime() + CREATED_WITHIN.toNanos();
        while (!await(admin.listTopics().names()).containsAll(wanted)) {
            if (System.nanoTime() - giveUp > 0) {
                throw new KafkaAway("topics are missing; create them with ./vigil topics", null);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    /// Those that were created; another process may have been quicker with some.
    private List<String> create(List<WantedTopic> missing) {
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(missing.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), topic.replicationFactor())
                        .configs(topic.settings()))
                .toList()).values();
        List<String> created = new ArrayList<>();
        answers.forEach((name, answer) -> {
            try {
                await(answer);
                created.add(name);
            } catch (KafkaAway e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
        return created;
    }

    private List<TopicDrift> driftOf(List<WantedTopic> existing) {
        List<String> names = existing.stream().map(WantedTopic::name).toList();
        Map<String, TopicDescription> descriptions = await(admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = await(admin.describeConfigs(names.stream()
                .map(TopicProvisioner::resource).toList()).all());
        List<TopicDrift> drift = new ArrayList<>();
        for (WantedTopic topic : existing) {
            TopicDescription description = descriptions.get(topic.name());
            Config config = configs.get(resource(topic.name()));
            if (description != null && config != null) {
                drift.addAll(topic.driftOf(description.partitions().size(), texts(config)));
            }
        }
        return drift;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static Map<String, String> texts(Config config) {
        Map<String, String> texts = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            texts.put(entry.name(), entry.value());
        }
        return texts;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable reason = Objects.requireNonNullElse(e.getCause(), e);
            throw new KafkaAway("Kafka refuses: " + reason.getMessage(), reason);
        } catch (TimeoutException e) {
            throw new KafkaAway("Kafka does not answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaAway("interrupted while waiting for Kafka", e);
        }
    }
}
