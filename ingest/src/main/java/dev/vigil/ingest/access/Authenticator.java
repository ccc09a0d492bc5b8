package dev.vigil.ingest.access;

/// Decides who a caller is. The same at every door: a credential's token, a JWT, a client certificate, the operator's
/// token. A secret that is shown must be right, whatever else is shown; a certificate counts where no secret is shown;
/// nothing at all is enough only where no credentials are asked for. Thread-safe.
public interface Authenticator {

    /// Failures are counted here, once for each call. A JWT signed by a new key may wait for the issuer's keys to be
    /// fetched (seconds at most), so this is not for an event loop.
    Authentication authenticate(Shown shown);
}
