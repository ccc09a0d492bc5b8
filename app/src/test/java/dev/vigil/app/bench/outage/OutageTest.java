package dev.vigil.app.bench.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.broker.BrokerConfig.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A short outage of the same kind as `./vigil bench outage` has a long one; longer than ingest waits for Kafka.
@Tag("slow")
class OutageTest {

    @TempDir
    Path directory;

    @Test
    void shouldLoseNothingWhileGatewaysFollowTheReplies() throws Exception {
        Outage.Report report = new Outage(directory, Durability.OS, 8, Duration.ofSeconds(3), Duration.ofSeconds(12),
                InstantSource.system()).run(line -> {});
        assertThat(report.nothingLost()).as(report.toString()).isTrue();
        assertThat(report.taken()).isGreaterThan(100);
        assertThat(report.retries()).as("the broker was away").isPositive();
    }
}
