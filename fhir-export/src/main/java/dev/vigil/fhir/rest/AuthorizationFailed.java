package dev.vigil.fhir.rest;

import java.io.IOException;

/// There is no token to be had right now. The message is for a person and holds no secret.
public final class AuthorizationFailed extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean forGood;

    private AuthorizationFailed(String message, boolean forGood) {
        super(message);
        this.forGood = forGood;
    }

    /// The authorization server is away or busy.
    public static AuthorizationFailed forNow(String message) {
        return new AuthorizationFailed(message, false);
    }

    /// A person must change something: the registration, the keys, the scopes.
    public static AuthorizationFailed refused(String message) {
        return new AuthorizationFailed(message, true);
    }

    public boolean isForGood() {
        return forGood;
    }
}
