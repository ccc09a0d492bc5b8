package dev.vigil.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.ingest.check.Sender;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentlyBelievedTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicReference<Optional<Sender>> standing = new AtomicReference<>(Optional.of(Sender.ANYONE));
    private final Authentication.Accepted accepted = new Authentication.Accepted(Sender.ANYONE, standing::get, false);
    private final RecentlyBelieved believed = new RecentlyBelieved();

    @Test
    void shouldKnowATokenAgainForAMinute() {
        believed.remember("good", accepted, NOW);
        assertThat(believed.find("good", NOW.plusSeconds(59))).isSameAs(accepted);
        assertThat(believed.find("good", NOW.plusSeconds(60))).isNull();
        assertThat(believed.find("good ", NOW)).isNull();
    }

    @Test
    void shouldNotKnowATokenAgainThatHasExpired() {
        believed.remember("good", accepted, NOW);
        standing.set(Optional.empty());
        assertThat(believed.find("good", NOW)).isNull();
    }

    @Test
    void shouldRememberABoundedNumberOfTokens() {
        for (int i = 0; i < RecentlyBelieved.MOST + 100; i++) {
            believed.remember("token-" + i, accepted, NOW);
        }
        assertThat(believed.size()).isEqualTo(RecentlyBelieved.MOST);
        assertThat(believed.find("token-0", NOW)).isNull();
        assertThat(believed.find("token-" + RecentlyBelieved.MOST, NOW)).isNotNull();
    }
}
