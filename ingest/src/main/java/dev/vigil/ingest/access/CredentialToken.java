package dev.vigil.ingest.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A credential's token as it is handed out once: `vigil_NAME.SECRET`, the secret 256 random bits. The name inside says
/// which digest to compare with, so that finding a credential depends on nothing secret. The prefix lets scanners find
/// one that was published by mistake.
record CredentialToken(String name, String secret) {

    private static final String PREFIX = "vigil_";
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LENGTH = 43;

    static CredentialToken issue(String name, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new CredentialToken(name, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /// Empty where the text is something else, such as a JWT.
    static Optional<CredentialToken> parse(String text) {
        int dot = text.lastIndexOf('.');
        if (!text.startsWith(PREFIX) || dot <= PREFIX.length() || text.length() - dot - 1 != SECRET_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new CredentialToken(text.substring(PREFIX.length(), dot), text.substring(dot + 1)));
    }

    /// As it is handed out.
    String text() {
        return PREFIX + name + "." + secret;
    }

    /// What is kept of it.
    String sha256() {
        return HexFormat.of().formatHex(digest());
    }

    /// Takes the same time wherever the difference lies.
    boolean matches(String sha256) {
        return MessageDigest.isEqual(digest(), HexFormat.of().parseHex(sha256));
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Holds a secret.
    @Override
    public String toString() {
        return "CredentialToken[" + name + ", ***]";
    }
}
