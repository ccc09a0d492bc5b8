package dev.vigil.http.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows the newest certificate to whoever begins a handshake. One that is under way goes on with what it began with:
/// each certificate has an alias of its own, and the one before stays known.
final class RenewedIdentity extends X509ExtendedKeyManager {

    private final AtomicLong generation = new AtomicLong();
    private final Map<String, Identity> known = new ConcurrentHashMap<>();
    private volatile String newest = "";

    RenewedIdentity(Identity identity) {
        renew(identity);
    }

    void renew(Identity identity) {
        long number = generation.incrementAndGet();
        known.put(alias(number), identity);
        newest = alias(number);
        known.remove(alias(number - 2));
    }

    private static String alias(long number) {
        return "generation-" + number;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
            @Nullable SSLEngine engine) {
        Identity identity = known.get(newest);
        return identity != null && identity.algorithm().equals(keyType) ? newest : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers,
            @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Identity identity = known.get(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Identity identity = known.get(alias);
        return identity == null ? null : identity.key();
    }

    /// A service is never a client with this certificate.
    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
            @Nullable Socket socket) {
        return null;
    }
}
