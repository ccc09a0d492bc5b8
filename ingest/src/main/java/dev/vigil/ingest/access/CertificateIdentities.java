package dev.vigil.ingest.access;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;

/// What a client certificate says its holder is: the names of its SAN, and its subject. Compared as a whole; a wildcard
/// in a certificate is a name like any other.
final class CertificateIdentities {

    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    private CertificateIdentities() {
    }

    static Set<String> of(X509Certificate certificate) {
        Set<String> identities = new TreeSet<>();
        identities.add("subject:" + certificate.getSubjectX500Principal().getName());
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                names.forEach(name -> add(identities, (Integer) name.get(0), name.get(1)));
            }
        } catch (CertificateParsingException e) {
            return Set.of();
        }
        return identities;
    }

    /// One identity as a person writes it, spelt as certificates are.
    ///
    /// @throws IllegalArgumentException saying what an identity is
    static String parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        String value = text.substring(colon + 1);
        return switch (kind) {
            case "dns", "email" -> kind + ":" + requireValue(value).toLowerCase(Locale.ROOT);
            case "uri" -> "uri:" + requireValue(value);
            case "subject" -> "subject:" + new X500Principal(requireValue(value)).getName();
            default -> throw new IllegalArgumentException(
                    "certificates must be dns:NAME, uri:URI, email:ADDRESS or subject:CN=…");
        };
    }

    private static void add(Set<String> identities, int kind, Object value) {
        switch (kind) {
            case EMAIL -> identities.add("email:" + value.toString().toLowerCase(Locale.ROOT));
            case DNS -> identities.add("dns:" + value.toString().toLowerCase(Locale.ROOT));
            case URI -> identities.add("uri:" + value);
            default -> {} // other kinds have no spelling that people agree on
        }
    }

    private static String requireValue(String value) {
        if (value.isBlank() || value.length() > 500) {
            throw new IllegalArgumentException("certificates must have 1 to 500 characters after the colon");
        }
        return value.strip();
    }
}
