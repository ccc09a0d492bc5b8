package dev.vigil.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MonitoringTopologyTest {

    /// A changed name or connection needs a new application id or a migration: state is found by these names.
    @Test
    void shouldKeepTheDescribedGraph() throws IOException {
        String described = MonitoringTopology.build(InstantSource.system(), new SimpleMeterRegistry()).describe()
                .toString();
        try (InputStream golden = getClass().getResourceAsStream("/golden/monitoring-topology.txt")) {
            assertThat(described.strip())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
