package dev.vigil.domain.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Deterministic ids (UUID version 5, RFC 9562): the same parts give the same id on every node and after every crash,
/// which is what makes a resend harmless beyond the reach of Kafka's transactions.
public final class NameBasedId {

    /// Namespace of every id that Vigil derives. Changing it would duplicate every resource in every EHR.
    private static final UUID NAMESPACE = UUID.fromString("8d1f2f0e-6c9b-5a57-9a2e-5f0c7a3f1d10");

    private static final byte[] NAMESPACE_BYTES = ByteBuffer.allocate(16).putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits()).array();

    /// Looking for an implementation costs as much as a digest, and every id takes one.
    private static final ThreadLocal<MessageDigest> SHA_1 = ThreadLocal.withInitial(NameBasedId::sha1);

    private NameBasedId() {
    }

    /// Parts are joined with `|`, which no identifier may contain, so different parts cannot give the same name.
    public static UUID of(String... parts) {
        MessageDigest sha1 = SHA_1.get(); // begins anew after each digest
        sha1.update(NAMESPACE_BYTES);
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(String.join("|", parts).getBytes(StandardCharsets.UTF_8)));
        long most = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
        long least = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
