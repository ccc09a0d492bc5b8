package dev.vigil.app.bench.streams;

import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.BrokerConfig.Durability;
import dev.vigil.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/// A broker in a process of its own; says where it listens.
final class BrokerProcess {

    private BrokerProcess() {
    }

    /// @param arguments where to say that it is ready, its directory, empty
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(Path.of(arguments[1]), 0, Durability.OS))) {
            MeasuredProcess.greet(Path.of(arguments[0]), broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // nothing is said to it but the end
            }
        }
    }
}
