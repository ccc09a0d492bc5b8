package dev.vigil.http.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a service's certificate lies.
///
/// @param certificate PEM, the service's own first and then its issuers; or a PKCS #12 file (`.p12`, `.pfx`) that has
///        the key as well
/// @param key PEM of PKCS #8 without a password; null where the certificate's file has it
/// @param password of the PKCS #12 file; null for PEM
/// @param clientAuthorities PEM of those whose client certificates are believed; null where none are asked for
public record TlsFiles(Path certificate, @Nullable Path key, @Nullable String password,
        @Nullable Path clientAuthorities) {

    boolean isPkcs12() {
        String name = certificate.toString();
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    List<Path> all() {
        return Stream.of(certificate, key, clientAuthorities).filter(Objects::nonNull).toList();
    }

    /// Holds a password.
    @Override
    public String toString() {
        return "TlsFiles[" + certificate + "]";
    }
}
