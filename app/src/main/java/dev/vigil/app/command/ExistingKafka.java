package dev.vigil.app.command;

import dev.vigil.app.config.ConfigurationRefused;
import dev.vigil.app.config.Settings;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.wire.KafkaConnection;
import java.util.List;

/// The Kafka that commands without a broker of their own need.
final class ExistingKafka {

    private ExistingKafka() {
    }

    static KafkaConnection of(VigilConfig config) {
        return config.kafka().connection().orElseThrow(() -> new ConfigurationRefused(List.of(
                Settings.KAFKA_BOOTSTRAP_SERVERS.key() + " is needed: set "
                        + Settings.KAFKA_BOOTSTRAP_SERVERS.environmentName())));
    }

    /// The Kafka of a `serve` or `demo` on this machine, where no other is named.
    static KafkaConnection orOfThisMachine(VigilConfig config) {
        return config.kafka().connection()
                .orElseGet(() -> KafkaConnection.to("127.0.0.1:" + config.kafka().embeddedPort()));
    }
}
