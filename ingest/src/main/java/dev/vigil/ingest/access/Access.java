package dev.vigil.ingest.access;

import dev.vigil.http.AccessToken;
import dev.vigil.http.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/// How callers connect and show who they are, as configured. Where an operator's token, an issuer of JWTs or
/// authorities of client certificates are set, everybody needs a credential.
///
/// @param operator the operator's own token: administers credentials and may push for every device; without it
///        credentials cannot be administered at this instance
/// @param jwt null where no JWT is believed
/// @param tls null for plain connections; client certificates are believed where it names their authorities
public record Access(@Nullable AccessToken operator, @Nullable JwtTrust jwt, @Nullable TlsFiles tls) {

    public static final Access OPEN = new Access(null, null, null);

    /// Whether nobody needs to show anything; the application allows that on loopback alone.
    public boolean open() {
        return operator == null && jwt == null && (tls == null || tls.clientAuthorities() == null);
    }
}
