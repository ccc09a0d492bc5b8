package dev.vigil.ingest.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Access tokens that were found good within the last minute: knowing a token again costs little, verifying
/// its signature much. Holds digests, a bounded number of them, and nothing that was refused, so that nobody can
/// push others out without good tokens. Thread-safe.
final class RecentlyBelieved {

    static final Duration FOR = Duration.ofMinutes(1);
    static final int MOST = 10_000;

    private final Map<String, Believed> byDigest = new LinkedHashMap<>();

    private record Believed(Authentication.Accepted accepted, Instant until) {
    }

    /// Null where it must be verified: not known, not lately, or no longer good.
    Authentication.@Nullable Accepted find(String token, Instant now) {
        String digest = digest(token);
        synchronized (this) {
            Believed believed = byDigest.get(digest);
            if (believed == null || !now.isBefore(believed.until())) {
                return null;
            }
            return believed.accepted().standing().get().isPresent() ? believed.accepted() : null;
        }
    }

    synchronized int size() {
        return byDigest.size();
    }

    void remember(String token, Authentication.Accepted accepted, Instant now) {
        String digest = digest(token);
        synchronized (this) {
            byDigest.remove(digest);
            byDigest.put(digest, new Believed(accepted, now.plus(FOR)));
            if (byDigest.size() > MOST) {
                byDigest.remove(byDigest.keySet().iterator().next());
            }
        }
    }

    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
