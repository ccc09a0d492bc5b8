package dev.vigil.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class FailoverSessionTest {

    private static final String LEAST_SESSION = "group.min.session.timeout.ms";
    private static final String FIND_ABANDONED = "transaction.abort.timed.out.transaction.cleanup.interval.ms";

    @Test
    void shouldBeQuickWhereAllBrokersAllowIt() {
        Failover failover = Failover.where(List.of(broker("2000", "1000"), broker("3000", "1000")));
        assertThat(failover.session()).isEqualTo(Duration.ofSeconds(3));
        assertThat(failover.transaction()).isEqualTo(Duration.ofSeconds(3));
        assertThat(failover.advice()).isNull();
        assertThat(failover.properties()).containsEntry("consumer.session.timeout.ms", 3_000)
                .containsEntry("consumer.heartbeat.interval.ms", 750)
                .containsEntry("producer.transaction.timeout.ms", 3_000);
    }

    @Test
    void shouldAskForNoSessionThatOneBrokerRefusesAndSayWhatToSet() {
        Failover failover = Failover.where(List.of(broker("2000", "1000"), broker("6000", "1000")));
        assertThat(failover.session()).isEqualTo(Duration.ofSeconds(6));
        assertThat(failover.advice()).contains(LEAST_SESSION + "=2000", FIND_ABANDONED + "=1000");
    }

    @Test
    void shouldSayThatBrokersFindAbandonedTransactionsLate() {
        Failover failover = Failover.where(List.of(broker("2000", "10000")));
        assertThat(failover.session()).isEqualTo(Duration.ofSeconds(3));
        assertThat(failover.advice()).contains(FIND_ABANDONED + "=1000");
    }

    @Test
    void shouldTakeNothingForAllowedThatABrokerDoesNotTell() {
        assertThat(Failover.where(List.of(new Config(List.of()))).session()).isEqualTo(Duration.ofSeconds(6));
        assertThat(Failover.where(List.of()).session()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void shouldFollowTheSiteWithoutAsking() {
        Failover failover = Failover.of(new KafkaConnection("nowhere:1", Map.of("session.timeout.ms", "4000")));
        assertThat(failover).isEqualTo(new Failover(Duration.ofSeconds(4), Duration.ofSeconds(4), null));
    }

    private static Config broker(String leastSession, String findAbandoned) {
        return new Config(List.of(new ConfigEntry(LEAST_SESSION, leastSession),
                new ConfigEntry(FIND_ABANDONED, findAbandoned)));
    }
}
