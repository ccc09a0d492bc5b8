package dev.vigil.http.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of a test's own.
public final class TestAuthority {

    private final KeyPair keys;
    private final X509Certificate certificate;

    public TestAuthority(String name) {
        keys = keyPair("EC");
        X500Principal subject = new X500Principal("CN=" + name);
        certificate = sign(new JcaX509v3CertificateBuilder(subject, serial(), before(), after(), subject,
                keys.getPublic()), true, new GeneralName[0]);
    }

    /// A certificate and its key.
    public record Issued(X509Certificate certificate, PrivateKey key) {
    }

    /// @param algorithm `EC` or `RSA`
    /// @param names of its SAN, `dns:localhost`, `ip:127.0.0.1`, `uri:…`
    public Issued issue(String algorithm, String subject, String... names) {
        KeyPair pair = keyPair(algorithm);
        GeneralName[] alternatives = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            alternatives[i] = name(names[i]);
        }
        return new Issued(sign(new JcaX509v3CertificateBuilder(certificate.getSubjectX500Principal(), serial(),
                before(), after(), new X500Principal(subject), pair.getPublic()), false, alternatives),
                pair.getPrivate());
    }

    /// For a server that clients reach on loopback.
    public Issued issueForLoopback() {
        return issue("EC", "CN=vigil", "dns:localhost", "ip:127.0.0.1");
    }

    /// A client that believes this authority and shows a certificate, or none.
    public SSLContext client(Issued... shown) {
        try {
            KeyStore believed = KeyStore.getInstance("PKCS12");
            believed.load(null, null);
            believed.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown.length == 0 ? new KeyManager[0] : new KeyManager[] {new InsistentIdentity(shown[0])},
                    trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The authority itself, as PEM.
    public Path write(Path file) {
        return writePem(file, "CERTIFICATE", encoded(certificate));
    }

    /// `certificate.pem` and `key.pem` in the folder.
    public TlsFiles write(Path folder, Issued issued, Path clientAuthorities) {
        return new TlsFiles(
                writePem(folder.resolve("certificate.pem"), "CERTIFICATE", encoded(issued.certificate())),
                writePem(folder.resolve("key.pem"), "PRIVATE KEY", issued.key().getEncoded()), null,
                clientAuthorities);
    }

    /// A PKCS #12 file.
    public TlsFiles writePkcs12(Path file, Issued issued, String password) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("vigil", issued.key(), password.toCharArray(),
                    new Certificate[] {issued.certificate(), certificate});
            store.store(out, password.toCharArray());
            return new TlsFiles(file, null, password, null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(X509v3CertificateBuilder builder, boolean authority, GeneralName[] names) {
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter().getCertificate(
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralName name(String text) {
        String value = text.substring(text.indexOf(':') + 1);
        return new GeneralName(switch (text.substring(0, text.indexOf(':'))) {
            case "dns" -> GeneralName.dNSName;
            case "ip" -> GeneralName.iPAddress;
            case "uri" -> GeneralName.uniformResourceIdentifier;
            default -> throw new IllegalArgumentException(text);
        }, value);
    }

    private static KeyPair keyPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path writePem(Path file, String kind, byte[] content) {
        try {
            return Files.writeString(file, "-----BEGIN " + kind + "-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content)
                    + "\n-----END " + kind + "-----\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(64, new SecureRandom());
    }

    private static Date before() {
        return Date.from(Instant.now().minus(Duration.ofHours(1)));
    }

    private static Date after() {
        return Date.from(Instant.now().plus(Duration.ofDays(30)));
    }
}
