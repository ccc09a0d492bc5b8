package dev.vigil.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicProvisionerTest {

    @TempDir
    Path directory;

    @Test
    void shouldCreateWhatIsMissingOnceAndNeverShrink() throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.at(directory));
                TopicProvisioner provisioner = new TopicProvisioner(KafkaConnection.to(broker.bootstrapServers()))) {
            assertThat(provisioner.ensure(3, 1).created()).hasSameSizeAs(Topics.all());

            TopicReport again = provisioner.ensure(3, 1);
            assertThat(again.created()).isEmpty();
            assertThat(again.drift()).isEmpty();
            assertThat(again.sound()).isEqualTo(Topics.all().size());

            assertThat(provisioner.ensure(2, 1).ofPartitions()).hasSameSizeAs(Topics.all()).first().asString()
                    .isEqualTo("vitals.inbound: partitions is 3, should be 2; "
                            + "the number of partitions is for life, set topics.partitions to it");
        }
    }
}
