package dev.vigil.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final FailedAttempts attempts = new FailedAttempts();

    @Test
    void shouldForgiveAFewAndThenAnswerSlowerAndSlowerUpToABound() {
        for (int i = 0; i < 5; i++) {
            assertThat(attempts.fail(address("192.0.2.1"), NOW)).isZero();
        }
        assertThat(attempts.fail(address("192.0.2.1"), NOW)).isEqualTo(Duration.ofMillis(250));
        assertThat(attempts.fail(address("192.0.2.1"), NOW)).isEqualTo(Duration.ofMillis(500));
        for (int i = 0; i < 100; i++) {
            attempts.fail(address("192.0.2.1"), NOW);
        }
        assertThat(attempts.fail(address("192.0.2.1"), NOW)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldSlowNoOtherAddress() {
        for (int i = 0; i < 50; i++) {
            attempts.fail(address("192.0.2.1"), NOW);
        }
        assertThat(attempts.fail(address("192.0.2.2"), NOW)).isZero();
    }

    @Test
    void shouldTakeOneIpv6SiteForOneAddress() {
        for (int i = 1; i <= 5; i++) {
            attempts.fail(address("2001:db8::" + i), NOW);
        }
        assertThat(attempts.fail(address("2001:db8::ffff"), NOW)).isPositive();
        assertThat(attempts.fail(address("2001:db8:0:1::1"), NOW)).isZero();
    }

    @Test
    void shouldForgiveWithTime() {
        for (int i = 0; i < 8; i++) {
            attempts.fail(address("192.0.2.1"), NOW);
        }
        assertThat(attempts.fail(address("192.0.2.1"), NOW.plusSeconds(30))).isEqualTo(Duration.ofMillis(250));
        assertThat(attempts.fail(address("192.0.2.1"), NOW.plusSeconds(600))).isZero();
    }

    @Test
    void shouldRememberABoundedNumberOfAddresses() {
        for (int i = 0; i < FailedAttempts.MOST_ADDRESSES + 500; i++) {
            attempts.fail(address("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), NOW);
        }
        assertThat(attempts.size()).isEqualTo(FailedAttempts.MOST_ADDRESSES);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
