package dev.vigil.app.config;

import dev.vigil.http.tls.TlsFiles;
import dev.vigil.ingest.access.JwtTrust;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What belongs together of certificates and access tokens: half of it is no configuration.
final class AccessResolution {

    private final Configuration texts;
    private final List<String> problems;
    private final BiFunction<Setting<Path>, Path, @Nullable String> lineOf;

    /// @param lineOf the secret in a file, null where it cannot be read, which is noted
    AccessResolution(Configuration texts, List<String> problems,
            BiFunction<Setting<Path>, Path, @Nullable String> lineOf) {
        this.texts = texts;
        this.problems = problems;
        this.lineOf = lineOf;
    }

    @Nullable
    TlsFiles ingestTls() {
        return tls(Settings.INGEST_TLS_CERTIFICATE_FILE, Settings.INGEST_TLS_KEY_FILE,
                Settings.INGEST_TLS_PASSWORD_FILE, file(Settings.INGEST_TLS_CLIENT_AUTHORITIES_FILE));
    }

    @Nullable
    TlsFiles alertsTls() {
        return tls(Settings.ALERTS_TLS_CERTIFICATE_FILE, Settings.ALERTS_TLS_KEY_FILE,
                Settings.ALERTS_TLS_PASSWORD_FILE, null);
    }

    @Nullable
    JwtTrust jwt() {
        String issuer = texts.value(Settings.INGEST_JWT_ISSUER).orElse(null);
        URI keys = texts.value(Settings.INGEST_JWT_KEYS_URL).orElse(null);
        if ((issuer == null) != (keys == null)) {
            problems.add("set " + Settings.INGEST_JWT_ISSUER.key() + " and " + Settings.INGEST_JWT_KEYS_URL.key()
                    + ", or neither");
        }
        Set<String> algorithms = texts.value(Settings.INGEST_JWT_ALGORITHMS).orElse(null);
        String audience = texts.value(Settings.INGEST_JWT_AUDIENCE).orElse(null);
        String claim = texts.value(Settings.INGEST_JWT_DEVICES_CLAIM).orElse(null);
        if (issuer == null || keys == null || algorithms == null || audience == null || claim == null) {
            return null;
        }
        if (!"https".equals(keys.getScheme()) && !isLoopback(keys.getHost())) {
            problems.add(Settings.INGEST_JWT_KEYS_URL.key() + " must be https: whoever answers there decides who may "
                    + "push");
        }
        return new JwtTrust(issuer, audience, keys, algorithms, claim);
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private @Nullable TlsFiles tls(Setting<Path> certificateFile, Setting<Path> keyFile, Setting<Path> passwordFile,
            @Nullable Path clientAuthorities) {
        Path certificate = file(certificateFile);
        Path key = file(keyFile);
        Path password = file(passwordFile);
        if (certificate != null) {
            return new TlsFiles(certificate, key, password == null ? null : lineOf.apply(passwordFile, password),
                    clientAuthorities);
        }
        if (key != null || password != null || clientAuthorities != null) {
            problems.add(certificateFile.key() + " is needed where anything else of TLS is set");
        }
        return null;
    }

    private @Nullable Path file(Setting<Path> setting) {
        Path file = texts.value(setting).orElse(null);
        if (file != null && !Files.isReadable(file)) {
            problems.add(setting.key() + " " + file + " cannot be read");
        }
        return file;
    }
}
