package dev.vigil.ingest.access;

import dev.vigil.ingest.check.DeviceScope;
import dev.vigil.ingest.check.Sender;
import dev.vigil.wire.Credential;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All credentials as a door looks them up: by name, and by the identity of a client certificate. Made anew after a
/// change, never altered.
final class CredentialIndex {

    /// What an unknown name is compared with, so that it takes as long as a known one.
    private static final String NOBODYS_DIGEST = "0".repeat(64);

    private final Map<String, Known> byName = new HashMap<>();
    private final Map<String, Set<String>> namesByCertificate = new HashMap<>();

    private record Known(Credential credential, Sender sender) {
    }

    CredentialIndex(Map<String, Credential> credentials) {
        credentials.values().forEach(credential -> {
            byName.put(credential.name(), new Known(credential, sender(credential)));
            if (credential.revokedAt() == null) {
                credential.certificates().forEach(certificate -> namesByCertificate
                        .computeIfAbsent(certificate, first -> new HashSet<>()).add(credential.name()));
            }
        });
    }

    /// The sender, where the credential holds and the token is one of its own that holds.
    Optional<Sender> byToken(CredentialToken token, Instant now) {
        Known known = byName.get(token.name());
        boolean right = known == null ? token.matches(NOBODYS_DIGEST) : matchesAny(token, known.credential(), now);
        return known != null && right && known.credential().holdsAt(now) ? Optional.of(known.sender())
                : Optional.empty();
    }

    /// The sender, where the identities lead to one credential and it holds. Two would be a guess.
    Optional<Sender> byCertificate(Collection<String> identities, Instant now) {
        Set<String> names = new HashSet<>();
        identities.forEach(identity -> names.addAll(namesByCertificate.getOrDefault(identity, Set.of())));
        return names.size() != 1 ? Optional.empty()
                : names.stream().map(byName::get).filter(known -> known.credential().holdsAt(now)).map(Known::sender)
                        .findFirst();
    }

    /// All are compared, so that the time says nothing of which one was right.
    private static boolean matchesAny(CredentialToken token, Credential credential, Instant now) {
        boolean right = token.matches(NOBODYS_DIGEST);
        for (Credential.Token known : credential.tokens()) {
            right |= token.matches(known.sha256()) & known.holdsAt(now);
        }
        return right;
    }

    private static Sender sender(Credential credential) {
        return new Sender(credential.name(), credential.allDevices() ? new DeviceScope.All()
                : new DeviceScope.Only(credential.devices()));
    }
}
