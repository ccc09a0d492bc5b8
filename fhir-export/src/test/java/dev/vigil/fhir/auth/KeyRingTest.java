package dev.vigil.fhir.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.vigil.fhir.rest.AuthorizationFailed;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final URI TOKEN_URL = URI.create("https://auth.example/token");

    @TempDir
    Path directory;

    @Test
    void shouldPublishANewKeyBeforeItIsUsedAndKeepTheOldOneForItsOverlap() throws Exception {
        KeyRing first = KeyRing.empty().rotated(SigningAlgorithm.ES384, DAY, NOW);
        String old = signing(first, NOW);
        KeyRing second = first.rotated(SigningAlgorithm.RS384, DAY, NOW);
        assertThat(published(second, NOW)).hasSize(2).contains(old);
        assertThat(signing(second, NOW)).isEqualTo(old);
        String young = signing(second, NOW.plus(DAY));
        assertThat(young).isNotEqualTo(old);
        assertThat(published(second, NOW.plus(DAY))).contains(old, young);
        assertThat(published(second, NOW.plus(DAY).plus(DAY))).containsExactly(young);
    }

    @Test
    void shouldDropAKeyWhoseTimeIsOverAtTheNextRotation() throws Exception {
        KeyRing ring =
                KeyRing.empty().rotated(SigningAlgorithm.ES384, DAY, NOW).rotated(SigningAlgorithm.ES384, DAY, NOW);
        KeyRing later = ring.rotated(SigningAlgorithm.ES384, DAY, NOW.plus(Duration.ofDays(3)));
        assertThat(JWKSet.parse(later.secret()).getKeys()).hasSize(2);
    }

    @Test
    void shouldNeverPublishAPrivateHalf() throws Exception {
        KeyRing ring =
                KeyRing.empty().rotated(SigningAlgorithm.ES384, DAY, NOW).rotated(SigningAlgorithm.RS384, DAY, NOW);
        assertThat(JWKSet.parse(ring.published(NOW)).getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
    }

    @Test
    void shouldKeepItsKeysInAFile() throws Exception {
        KeyRing ring =
                KeyRing.empty().rotated(SigningAlgorithm.ES384, DAY, NOW).rotated(SigningAlgorithm.RS384, DAY, NOW);
        Path file = Files.writeString(directory.resolve("keys"), ring.secret());
        assertThat(KeyRing.read(file).secret()).isEqualTo(ring.secret());
    }

    @Test
    void shouldMakeAKeyFileThatNobodyElseReadsAndAddToIt() throws Exception {
        Path file = directory.resolve("made");
        String first = signing(KeyFile.rotate(file, SigningAlgorithm.ES384, DAY, NOW), NOW);
        KeyFile.rotate(file, SigningAlgorithm.RS384, DAY, NOW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(published(KeyRing.read(file), NOW)).hasSize(2).contains(first);
        assertThat(directory).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void shouldSayWhatIsWrongWithAKeyFileWithoutQuotingIt() throws Exception {
        JWK weak = new ECKeyGenerator(Curve.P_256).keyID("weak").generate();
        JWK open = new ECKeyGenerator(Curve.P_384).keyID("open").generate().toPublicJWK();
        JWK unnamed = new ECKeyGenerator(Curve.P_384).generate();
        for (String content : List.of("-----BEGIN", "{}", new JWKSet(weak).toString(false),
                new JWKSet(open).toString(false), new JWKSet(unnamed).toString(false))) {
            Path file = Files.writeString(directory.resolve("bad"), content);
            assertThatThrownBy(() -> KeyRing.read(file)).isInstanceOf(AuthorizationFailed.class)
                    .hasMessageContaining("key file").hasMessageNotContaining("\"d\"");
        }
        assertThatThrownBy(() -> KeyRing.read(directory.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @Test
    void shouldSignAnAssertionForOneServerAndAFewMinutes() throws Exception {
        KeyRing ring = KeyRing.empty().rotated(SigningAlgorithm.ES384, DAY, NOW);
        JWK key = ring.signing(NOW).orElseThrow();
        SignedJWT assertion = SignedJWT.parse(ClientAssertion.signed(key, "vigil", TOKEN_URL, "j-1", NOW));
        assertThat(assertion.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        assertThat(assertion.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES384);
        assertThat(assertion.getHeader().getKeyID()).isEqualTo(key.getKeyID());
        var claims = assertion.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(claims.getSubject()).isEqualTo("vigil");
        assertThat(claims.getAudience()).containsExactly(TOKEN_URL.toString());
        assertThat(claims.getExpirationTime().toInstant()).isAfter(NOW)
                .isBeforeOrEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(claims.getJWTID()).isEqualTo("j-1");
    }

    private static String signing(KeyRing ring, Instant now) {
        return ring.signing(now).orElseThrow().getKeyID();
    }

    private static List<String> published(KeyRing ring, Instant now) throws Exception {
        return JWKSet.parse(ring.published(now)).getKeys().stream().map(JWK::getKeyID).toList();
    }
}
