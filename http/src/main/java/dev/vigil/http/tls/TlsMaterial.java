package dev.vigil.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// What the files hold, read once.
///
/// @param clients null where no client certificates are asked for
record TlsMaterial(Identity identity, @Nullable X509ExtendedTrustManager clients) {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    /// @throws UnusableTlsFiles naming the file and the reason, nothing of what is in it
    static TlsMaterial read(TlsFiles files) {
        Path clients = files.clientAuthorities();
        return new TlsMaterial(files.isPkcs12() ? pkcs12(files.certificate(), files.password()) : pem(files),
                clients == null ? null : trusting(certificates(clients)));
    }

    private static Identity pem(TlsFiles files) {
        if (files.key() == null) {
            throw new UnusableTlsFiles(files.certificate() + " needs a key file beside it");
        }
        return new Identity(certificates(files.certificate()), key(files.key()));
    }

    private static Identity pkcs12(Path file, @Nullable String password) {
        char[] secret = password == null ? new char[0] : password.toCharArray();
        try (InputStream content = new ByteArrayInputStream(bytes(file))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(content, secret);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, secret) instanceof PrivateKey key) {
                    return new Identity(chain(store.getCertificateChain(alias)), key);
                }
            }
            throw new UnusableTlsFiles(file + " holds no key");
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableTlsFiles(file + " is not a PKCS #12 file of this password");
        }
    }

    private static List<X509Certificate> chain(Certificate[] chain) {
        return List.of(chain).stream().map(X509Certificate.class::cast).toList();
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(file))).stream()
                    .map(X509Certificate.class::cast).toList();
            if (found.isEmpty()) {
                throw new UnusableTlsFiles(file + " holds no certificate");
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new UnusableTlsFiles(file + " is not a file of PEM certificates");
        }
    }

    private static PrivateKey key(Path file) {
        Matcher pem = PKCS8.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new UnusableTlsFiles(file + " holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY); "
                    + "openssl pkcs8 -topk8 -nocrypt makes one");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String kind : KEY_KINDS) {
            PrivateKey key = key(kind, encoded);
            if (key != null) {
                return key;
            }
        }
        throw new UnusableTlsFiles(file + " holds a key of another kind than RSA, EC and Ed25519");
    }

    private static @Nullable PrivateKey key(String kind, PKCS8EncodedKeySpec encoded) {
        try {
            return KeyFactory.getInstance(kind).generatePrivate(encoded);
        } catch (InvalidKeySpecException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + kind, e);
        }
    }

    private static X509ExtendedTrustManager trusting(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager found) {
                    return found;
                }
            }
            throw new IllegalStateException("every Java platform has an extended trust manager");
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableTlsFiles("the client authorities cannot be used");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableTlsFiles(file + " cannot be read");
        }
    }
}
