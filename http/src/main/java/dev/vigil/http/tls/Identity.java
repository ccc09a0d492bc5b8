package dev.vigil.http.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A certificate chain with the key of its first certificate.
record Identity(List<X509Certificate> chain, PrivateKey key) {

    Identity {
        chain = List.copyOf(chain);
        if (!fits(chain.getFirst(), key)) {
            throw new UnusableTlsFiles("the key is not the certificate's");
        }
    }

    String algorithm() {
        return chain.getFirst().getPublicKey().getAlgorithm();
    }

    Instant expiresAt() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    private static boolean fits(X509Certificate certificate, PrivateKey key) {
        try {
            byte[] sample = "vigil".getBytes(StandardCharsets.UTF_8);
            Signature signer = Signature.getInstance(signatureOf(key));
            signer.initSign(key);
            signer.update(sample);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(sample);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String signatureOf(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
    }

    /// Holds a key.
    @Override
    public String toString() {
        return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
