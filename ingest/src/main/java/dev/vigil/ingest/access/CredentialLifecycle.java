package dev.vigil.ingest.access;

import dev.vigil.wire.Credential;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/// What a credential becomes: added, changed, rotated, revoked. Pure.
final class CredentialLifecycle {

    static final Duration DEFAULT_LIFE = Duration.ofDays(365);
    static final Duration LONGEST_LIFE = Duration.ofDays(5 * 365);
    static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    private CredentialLifecycle() {
    }

    /// @param tokens one, or none for a credential of certificates alone
    static Credential added(String name, Wanted wanted, List<Credential.Token> tokens, Instant now) {
        if (tokens.isEmpty() && wanted.certificates().isEmpty()) {
            throw new IllegalArgumentException("certificates must list at least one where no token is wanted");
        }
        return new Credential(name, wanted.allDevices(), wanted.devices(), now, expiry(wanted, now), null, tokens,
                wanted.certificates());
    }

    /// Tokens stay as they are.
    static Credential changed(Credential before, Wanted wanted, Instant now) {
        Instant expiresAt = wanted.expiresAt() == null ? before.expiresAt() : expiry(wanted, now);
        return new Credential(before.name(), wanted.allDevices(), wanted.devices(), before.createdAt(), expiresAt,
                null, before.tokens(), wanted.certificates());
    }

    /// The tokens so far end when the overlap does; those that have ended are forgotten.
    static Credential rotated(Credential before, Credential.Token next, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("overlap must be PT0S to P" + LONGEST_OVERLAP.toDays() + "D");
        }
        Instant now = next.issuedAt();
        Instant end = now.plus(overlap);
        Stream<Credential.Token> ending = before.tokens().stream().map(token -> endingBy(token, end))
                .filter(token -> token.holdsAt(now));
        return new Credential(before.name(), before.allDevices(), before.devices(), before.createdAt(),
                before.expiresAt(), null, Stream.concat(ending, Stream.of(next)).toList(), before.certificates());
    }

    /// For good; what it was for is kept, so that a reading's gateway is known later.
    static Credential revoked(Credential before, Instant now) {
        return before.revokedAt() != null ? before
                : new Credential(before.name(), before.allDevices(), before.devices(), before.createdAt(),
                        before.expiresAt(), now, List.of(), before.certificates());
    }

    private static Credential.Token endingBy(Credential.Token token, Instant end) {
        boolean sooner = token.endsAt() != null && token.endsAt().isBefore(end);
        return sooner ? token : new Credential.Token(token.sha256(), token.issuedAt(), end);
    }

    private static Instant expiry(Wanted wanted, Instant now) {
        Instant expiresAt = wanted.expiresAt() == null ? now.plus(DEFAULT_LIFE).truncatedTo(ChronoUnit.SECONDS)
                : wanted.expiresAt();
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST_LIFE))) {
            throw new IllegalArgumentException("expiresAt must be in the future, at most "
                    + LONGEST_LIFE.toDays() + " days ahead");
        }
        return expiresAt;
    }
}
