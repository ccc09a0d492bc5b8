package dev.vigil.http.tls;

/// The files do not make a certificate with its key; the message is one line for an operator.
public final class UnusableTlsFiles extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableTlsFiles(String message) {
        super(message, null, false, false);
    }
}
