package dev.vigil.wire;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/// How to reach Kafka: the bootstrap servers and whatever the site's security needs (`security.protocol`, `sasl.*`,
/// `ssl.*`), as Kafka's own client properties.
public record KafkaConnection(String bootstrapServers, Map<String, String> clientProperties) {

    public KafkaConnection {
        clientProperties = Map.copyOf(clientProperties);
    }

    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Map.of());
    }

    /// Properties that every client of the site shares.
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /// A producer that acknowledges only what all in-sync replicas have, and never doubles by its own retries.
    public Map<String, Object> producerProperties() {
        Map<String, Object> properties = properties();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    /// A consumer that sees committed records only, stands at the beginning where it has no offset, and commits by
    /// hand.
    public Map<String, Object> consumerProperties() {
        Map<String, Object> properties = properties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return properties;
    }

    /// Client properties may hold passwords.
    @Override
    public String toString() {
        return "KafkaConnection[" + bootstrapServers + "]";
    }
}
