package dev.vigil.ingest.access;

import dev.vigil.ingest.table.CompactedTable;
import dev.vigil.ingest.table.TableWriter;
import dev.vigil.wire.Credential;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where operators add, change, rotate and revoke credentials. What it says is done is stored on all in-sync replicas,
/// holds at this instance, and at every other within milliseconds. A change begins with the newest that Kafka has, so
/// that an instance that was cut off undoes nobody's revocation. One change at a time at this instance; of two
/// instances that change one credential within the same milliseconds, the last one wins.
public final class CredentialStore {

    private static final Logger LOGGER = LoggerFactory.getLogger(CredentialStore.class);

    private final CompactedTable<String, Credential> table;
    private final TableWriter<String, Credential> writer;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public CredentialStore(CompactedTable<String, Credential> table, TableWriter<String, Credential> writer,
            InstantSource clock) {
        this.table = table;
        this.writer = writer;
        this.clock = clock;
    }

    /// Whether it can be asked: before all is read, a name that is taken could be given again.
    public boolean ready() {
        return table.caughtUp();
    }

    /// Revoked ones too, by name.
    public List<Credential> all() {
        return table.all().values().stream().sorted(Comparator.comparing(Credential::name)).toList();
    }

    public @Nullable Credential get(String name) {
        return table.get(name);
    }

    /// @param withToken false for a credential of certificates alone
    /// @throws IllegalArgumentException saying what is wrong with the wish
    public synchronized Provisioned add(String name, Wanted wanted, boolean withToken) {
        Credential.requireName(name);
        if (!writer.refresh()) {
            return new Provisioned.NotStored();
        }
        if (table.get(name) != null || name.equals(CredentialAuthenticator.OPERATOR)) {
            return new Provisioned.Conflict("The name is taken; a revoked credential keeps its name.");
        }
        if (claimed(name, wanted.certificates())) {
            return new Provisioned.Conflict("One of the certificates stands for another credential.");
        }
        Instant now = clock.instant();
        CredentialToken token = withToken ? CredentialToken.issue(name, random) : null;
        List<Credential.Token> tokens = token == null ? List.of()
                : List.of(new Credential.Token(token.sha256(), now, null));
        return store("added", CredentialLifecycle.added(name, wanted, tokens, now), token);
    }

    /// @throws IllegalArgumentException saying what is wrong with the wish
    public synchronized Provisioned change(String name, Wanted wanted) {
        if (!writer.refresh()) {
            return new Provisioned.NotStored();
        }
        if (claimed(name, wanted.certificates())) {
            return new Provisioned.Conflict("One of the certificates stands for another credential.");
        }
        return onStanding(name, before -> store("changed", CredentialLifecycle.changed(before, wanted,
                clock.instant()), null));
    }

    /// @param overlap how long the tokens so far hold beside the new one
    /// @throws IllegalArgumentException saying what is wrong with the overlap
    public synchronized Provisioned rotate(String name, Duration overlap) {
        CredentialToken token = CredentialToken.issue(name, random);
        if (!writer.refresh()) {
            return new Provisioned.NotStored();
        }
        return onStanding(name, before -> store("rotated", CredentialLifecycle.rotated(before,
                new Credential.Token(token.sha256(), clock.instant(), null), overlap), token));
    }

    /// Again and again with the same result.
    public synchronized Provisioned revoke(String name) {
        if (!writer.refresh()) {
            return new Provisioned.NotStored();
        }
        Credential before = table.get(name);
        return before == null ? new Provisioned.Unknown()
                : store("revoked", CredentialLifecycle.revoked(before, clock.instant()), null);
    }

    private Provisioned onStanding(String name, Function<Credential, Provisioned> then) {
        Credential before = table.get(name);
        if (before == null) {
            return new Provisioned.Unknown();
        }
        return before.revokedAt() == null ? then.apply(before)
                : new Provisioned.Conflict("The credential is revoked, for good; add another one.");
    }

    private boolean claimed(String name, Collection<String> certificates) {
        return table.all().values().stream()
                .filter(other -> !other.name().equals(name) && other.revokedAt() == null)
                .anyMatch(other -> other.certificates().stream().anyMatch(certificates::contains));
    }

    private Provisioned store(String change, Credential credential, @Nullable CredentialToken token) {
        if (!writer.put(credential.name(), credential)) {
            return new Provisioned.NotStored();
        }
        LOGGER.info("credential {}: name={}", change, credential.name());
        return new Provisioned.Done(credential, token == null ? null : token.text());
    }
}
