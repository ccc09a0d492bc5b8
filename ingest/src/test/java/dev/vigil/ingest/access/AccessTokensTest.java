package dev.vigil.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.vigil.ingest.access.Authentication.Accepted;
import dev.vigil.ingest.access.Authentication.NotNow;
import dev.vigil.ingest.access.Authentication.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:41:05Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final TestIssuer issuer = new TestIssuer();
    private final AccessTokens tokens = new AccessTokens(issuer.trust(), clock::get);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void shouldBelieveNoTokenThatIsNotForUsNow() {
        List<UnaryOperator<JWTClaimsSet.Builder>> wrong = List.of(
                claims -> claims.issuer("https://other.example.org"), claims -> claims.issuer(null),
                claims -> claims.audience("another-service"), claims -> claims.audience((String) null),
                claims -> claims.expirationTime(at(Duration.ofMinutes(-1))), claims -> claims.expirationTime(null),
                claims -> claims.notBeforeTime(at(Duration.ofMinutes(5))), claims -> claims.subject(null),
                claims -> claims.claim("devices", 7), claims -> claims.claim("devices", List.of("a b")));
        assertThat(tokens.authenticate(issuer.token(AccessTokensTest::valid))).isInstanceOf(Accepted.class);
        assertThat(wrong).allSatisfy(change -> assertThat(tokens.authenticate(
                issuer.token(claims -> change.apply(valid(claims))))).isInstanceOf(Refused.class));
    }

    @Test
    void shouldBelieveNoOtherSignature() {
        String good = issuer.token(AccessTokensTest::valid);
        RSAKey stranger = TestIssuer.newKey("key-0");
        String[] parts = good.split("\\.");
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(new String(
                Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("cuff-1", "cuff-9")
                .getBytes(StandardCharsets.UTF_8));
        String unsigned = new PlainJWT(valid(new JWTClaimsSet.Builder().issuer(TestIssuer.ISSUER)
                .audience(TestIssuer.AUDIENCE)).build()).serialize();
        assertThat(List.of(TestIssuer.token(stranger, JWSAlgorithm.RS256, AccessTokensTest::valid), unsigned,
                issuer.token(JWSAlgorithm.RS512, AccessTokensTest::valid), parts[0] + "." + forged + "." + parts[2],
                parts[0] + "." + parts[1] + ".", "eyJ.eyJ.x", "eyJ.."))
                .allSatisfy(wrong -> assertThat(tokens.authenticate(wrong)).isInstanceOf(Refused.class));
    }

    @Test
    void shouldFetchANewKeyOnceItIsUsedAndNotFloodTheIssuer() {
        assertThat(tokens.authenticate(issuer.token(AccessTokensTest::valid))).isInstanceOf(Accepted.class);
        assertThat(issuer.fetched()).isEqualTo(1);
        issuer.publishKey();
        assertThat(tokens.authenticate(issuer.token(AccessTokensTest::valid))).isInstanceOf(Accepted.class);
        assertThat(issuer.fetched()).isEqualTo(2);
        String madeUp = TestIssuer.token(TestIssuer.newKey("made-up"), JWSAlgorithm.RS256, AccessTokensTest::valid);
        for (int i = 0; i < 100; i++) {
            assertThat(tokens.authenticate(madeUp)).isInstanceOfAny(Refused.class, NotNow.class);
        }
        assertThat(issuer.fetched()).as("few fetches in half a minute").isLessThanOrEqualTo(3);
    }

    @Test
    void shouldGoOnWithTheKnownKeysWhileTheIssuerIsAway() {
        String token = issuer.token(AccessTokensTest::valid);
        assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
        issuer.close();
        assertThat(tokens.authenticate(token)).isInstanceOf(Accepted.class);
        assertThat(new AccessTokens(issuer.trust(), clock::get).authenticate(token)).isInstanceOf(NotNow.class);
    }

    @Test
    void shouldEndTheStandingWithTheToken() {
        Authentication found = tokens.authenticate(issuer.token(AccessTokensTest::valid));
        assertThat(found).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.operator()).isFalse();
            assertThat(accepted.standing().get()).contains(accepted.sender());
            clock.set(NOW.plus(Duration.ofMinutes(6)));
            assertThat(accepted.standing().get()).isEmpty();
        });
    }

    @Test
    void shouldGiveNobodyTheNameOfACredential() {
        assertThat(tokens.authenticate(issuer.token(claims -> valid(claims).subject("a b/ward-3 " + "x".repeat(99)))))
                .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.sender().name())
                        .startsWith("jwt:a-b-ward-3-xxx").hasSizeLessThanOrEqualTo(64));
    }

    private static JWTClaimsSet.Builder valid(JWTClaimsSet.Builder claims) {
        return claims.subject("gw-1").expirationTime(at(Duration.ofMinutes(5))).claim("devices", List.of("cuff-1"));
    }

    private static Date at(Duration fromNow) {
        return Date.from(NOW.plus(fromNow));
    }
}
