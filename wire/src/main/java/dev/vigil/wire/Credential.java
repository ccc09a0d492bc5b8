package dev.vigil.wire;

import dev.vigil.domain.id.DeviceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may push for which devices. Holds no secret: of a token only the SHA-256 digest, from which nothing can be
/// guessed because a token has 256 random bits. A revoked credential stays as such for ever, so that no instance can
/// miss its end and no other ever goes by its name.
///
/// @param name pseudonymous; the `gateway` of the readings
/// @param allDevices whether it covers every device; `devices` is empty then
/// @param devices for which it may push
/// @param expiresAt from when on it is worth nothing
/// @param revokedAt null while it stands
/// @param certificates identities of client certificates that stand for it, `dns:gw-3.example.org`
public record Credential(String name, boolean allDevices, SortedSet<DeviceId> devices, Instant createdAt,
        Instant expiresAt, @Nullable Instant revokedAt, List<Token> tokens, SortedSet<String> certificates) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    public Credential {
        requireName(name);
        devices = unchanging(devices);
        tokens = List.copyOf(tokens);
        certificates = unchanging(certificates);
        if (allDevices != devices.isEmpty()) {
            throw new IllegalArgumentException("devices must be listed unless allDevices is true, and only then");
        }
    }

    /// @throws IllegalArgumentException saying what a name is
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be 1 to 64 characters of [A-Za-z0-9._-] and begin with no point");
        }
    }

    public boolean holdsAt(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    private static <T> SortedSet<T> unchanging(Collection<T> items) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(items));
    }

    /// One of a credential's tokens: while it is rotated there are several.
    ///
    /// @param sha256 in lower-case hexadecimal
    /// @param endsAt null where it ends with its credential
    public record Token(String sha256, Instant issuedAt, @Nullable Instant endsAt) {

        private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

        public Token {
            if (!DIGEST.matcher(sha256).matches()) {
                throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits");
            }
        }

        public boolean holdsAt(Instant now) {
            return endsAt == null || now.isBefore(endsAt);
        }
    }
}
