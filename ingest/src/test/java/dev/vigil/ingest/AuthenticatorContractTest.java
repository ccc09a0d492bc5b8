package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.http.AccessToken;
import dev.vigil.ingest.access.Access;
import dev.vigil.ingest.access.AccessControl;
import dev.vigil.ingest.access.Authentication;
import dev.vigil.ingest.access.Authentication.Accepted;
import dev.vigil.ingest.access.Authentication.NotNow;
import dev.vigil.ingest.access.Authentication.Refused;
import dev.vigil.ingest.access.Provisioned;
import dev.vigil.ingest.access.Shown;
import dev.vigil.ingest.access.TestIssuer;
import dev.vigil.ingest.access.Wanted;
import dev.vigil.ingest.check.DeviceScope;
import dev.vigil.ingest.check.Sender;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every door may rely on, whatever its protocol: the authenticator on a real Kafka.
class AuthenticatorContractTest {

    private static final Access GUARDED = new Access(new AccessToken("the-operator"), null, null);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestKafka kafka;
    private AccessControl control;

    @BeforeEach
    void start() {
        kafka = TestKafka.start(directory, 0);
        control = AccessControl.open(GUARDED, kafka.connection(), meters, InstantSource.system());
        await().atMost(PATIENCE).until(() -> control.whyNotReady().isEmpty());
    }

    @AfterEach
    void stop() {
        control.close();
        kafka.close();
    }

    @Test
    void shouldTakeTheNameForUserNameAndTheTokenForPassword() {
        String token = token("gw-1");
        assertThat(authenticate("gw-1", token)).isInstanceOf(Accepted.class);
        assertThat(authenticate("", token)).isInstanceOf(Accepted.class);
        assertThat(authenticate(null, token)).isInstanceOf(Accepted.class);
        assertThat(authenticate("gw-2", token)).isInstanceOf(Refused.class);
        assertThat(authenticate("gw-1", "")).isInstanceOf(Refused.class);
        assertThat(authenticate("gw-1", null)).isInstanceOf(Refused.class);
        assertThat(authenticate("anything", "the-operator")).isInstanceOfSatisfying(Accepted.class,
                accepted -> assertThat(accepted.operator()).isTrue());
    }

    @Test
    void shouldEndAndChangeTheStandingOfALastingConnection() {
        Accepted accepted = (Accepted) authenticate("gw-1", token("gw-1"));
        assertThat(accepted.standing().get()).contains(new Sender("gw-1",
                new DeviceScope.Only(Set.of(new DeviceId("cuff-1")))));
        control.store().change("gw-1", wanted("cuff-2"));
        assertThat(accepted.standing().get()).contains(new Sender("gw-1",
                new DeviceScope.Only(Set.of(new DeviceId("cuff-2")))));
        control.store().revoke("gw-1");
        assertThat(accepted.standing().get()).isEmpty();
    }

    @Test
    void shouldEndTheStandingOfATokenThatIsRotatedAway() {
        Accepted accepted = (Accepted) authenticate("gw-1", token("gw-1"));
        control.store().rotate("gw-1", Duration.ZERO);
        assertThat(accepted.standing().get()).isEmpty();
    }

    @Test
    void shouldSlowFailuresAndNeverASuccess() {
        String token = token("gw-1");
        Duration pause = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            pause = ((Refused) authenticate(null, "wrong")).pause();
        }
        assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(authenticate(null, token)).isInstanceOf(Accepted.class);
        assertThat(meters.counter("vigil.ingest.unauthorized").count()).isEqualTo(10);
    }

    @Test
    void shouldRefuseWhateverElseIsShownAndNeverFail() {
        Random random = new Random(20261123);
        try (TestIssuer issuer = new TestIssuer();
                AccessControl believing = AccessControl.open(new Access(
                        new AccessToken("the-operator"), issuer.trust(), null), kafka.connection(),
                        new SimpleMeterRegistry(), InstantSource.system())) {
            String token = token("gw-1");
            String jwt = issuer.token(claims -> claims.subject("s").claim("devices", List.of("*"))
                    .expirationTime(Date.from(Instant.now().plusSeconds(600))));
            await().atMost(PATIENCE).until(() -> believing.whyNotReady().isEmpty());
            for (String good : List.of(token, jwt)) {
                assertThat(believing.authenticator().authenticate(shown(null, good))).isInstanceOf(Accepted.class);
                for (int i = 0; i < 2_000; i++) {
                    String wrong = mutated(good, random);
                    assertThat(believing.authenticator().authenticate(shown(null, wrong))).as("seed 20261123, %d", i)
                            .isInstanceOfAny(Refused.class, NotNow.class);
                }
            }
        }
    }

    /// Never the same text, and never only the unused bits at the end of its last character.
    private static String mutated(String good, Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? good.substring(0, random.nextInt(good.length()))
                : good);
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int at = random.nextInt(Math.max(1, text.length() - 1));
            text.insert(at, (char) (random.nextBoolean() ? 33 + random.nextInt(94) : random.nextInt(0xd800)));
        }
        return text.toString();
    }

    @Tag("slow")
    @Test
    void shouldGoOnFromMemoryWhileKafkaIsAway() {
        String token = token("gw-1");
        kafka.close();
        assertThat(authenticate("gw-1", token)).isInstanceOf(Accepted.class);
        assertThat(control.whyNotReady()).isEmpty();
        assertThat(control.store().revoke("gw-1")).as("nothing is promised that is not stored")
                .isInstanceOf(Provisioned.NotStored.class);
        try (AccessControl late = AccessControl.open(GUARDED, KafkaConnection.to("127.0.0.1:1"),
                new SimpleMeterRegistry(), InstantSource.system())) {
            assertThat(late.authenticator().authenticate(shown("gw-1", token))).as("not refused: not known yet")
                    .isInstanceOf(NotNow.class);
            assertThat(late.authenticator().authenticate(shown(null, "the-operator"))).isInstanceOf(Accepted.class);
        }
    }

    private String token(String name) {
        return switch (control.store().add(name, wanted("cuff-1"), true)) {
            case Provisioned.Done(var credential, String token) -> token;
            case Provisioned other -> throw new AssertionError(other);
        };
    }

    private static Wanted wanted(String device) {
        return new Wanted(false, new TreeSet<>(Set.of(new DeviceId(device))), null, new TreeSet<>());
    }

    private Authentication authenticate(@Nullable String username, @Nullable String secret) {
        return control.authenticator().authenticate(shown(username, secret));
    }

    private static Shown shown(@Nullable String username, @Nullable String secret) {
        return new Shown(InetAddress.getLoopbackAddress(), username, secret, null);
    }
}
