package dev.vigil.http.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service's TLS. Files that are renewed are used from the next handshake on, within seconds and without a restart;
/// files that do not fit together (half of a renewal) are told once and what held before goes on. Thread-safe.
public final class ServerTls implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ServerTls.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final TlsFiles files;
    private final RenewedIdentity keys;
    private final BelievedClients clients;
    private final Counter unusable;
    private final Thread watch;
    private volatile Instant expiresAt;
    private String seen;

    private ServerTls(String service, TlsFiles files, MeterRegistry registry, Duration period) {
        this.files = files;
        seen = fingerprint();
        TlsMaterial material = TlsMaterial.read(files);
        keys = new RenewedIdentity(material.identity());
        clients = new BelievedClients(material.clients());
        expiresAt = material.identity().expiresAt();
        unusable = Counter.builder("vigil.tls.unusable").description("Renewed TLS files that could not be used")
                .tag("service", service).register(registry);
        Gauge.builder("vigil.tls.expires", this, tls -> tls.expiresAt.getEpochSecond()).baseUnit("seconds")
                .tag("service", service)
                .description("When the certificate that is shown expires, in seconds since 1970").register(registry);
        watch = Thread.ofVirtual().name("vigil-tls-watch").unstarted(() -> watch(period));
        watch.start();
    }

    /// @param service whose, for the metrics
    /// @throws UnusableTlsFiles when the files make no certificate with its key
    public static ServerTls open(String service, TlsFiles files, MeterRegistry registry) {
        return open(service, files, registry, PERIOD);
    }

    static ServerTls open(String service, TlsFiles files, MeterRegistry registry, Duration period) {
        return new ServerTls(service, files, registry, period);
    }

    /// For a server that wants keys and trust by themselves.
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    public X509ExtendedTrustManager trustManager() {
        return clients;
    }

    /// Whether clients are asked for a certificate; one that has none may show a token.
    public boolean asksForClientCertificates() {
        return files.clientAuthorities() != null;
    }

    /// A context for any number of connections, also those after a renewal.
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {clients}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private void watch(Duration period) {
        try {
            while (true) {
                Thread.sleep(period);
                renewIfChanged();
            }
        } catch (InterruptedException e) {
            LOGGER.debug("closing");
        }
    }

    private void renewIfChanged() {
        String now = fingerprint();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            TlsMaterial material = TlsMaterial.read(files);
            keys.renew(material.identity());
            clients.renew(material.clients());
            expiresAt = material.identity().expiresAt();
            LOGGER.info("the TLS certificate is renewed: expiresAt={}", expiresAt);
        } catch (UnusableTlsFiles e) {
            unusable.increment();
            LOGGER.warn("renewed TLS files are not used: {}", e.getMessage());
        }
    }

    /// Of what the files hold, not of their times: a link may be switched to files of any age.
    private String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.all()) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
