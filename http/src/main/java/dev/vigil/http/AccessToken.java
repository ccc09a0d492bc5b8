package dev.vigil.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A static secret that callers show as `Authorization: Bearer …`. Only its digest is kept, and comparing takes the
/// same time wherever the difference lies.
public final class AccessToken {

    private static final String BEARER = "Bearer ";

    private final byte[] digest;

    public AccessToken(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("an access token must not be blank");
        }
        this.digest = digest(secret);
    }

    public boolean matches(String shown) {
        return MessageDigest.isEqual(digest, digest(shown));
    }

    /// @param header the Authorization header, empty when there is none
    public boolean matchesHeader(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && matches(header.substring(BEARER.length()).strip());
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AccessToken[***]";
    }
}
