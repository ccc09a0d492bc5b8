package dev.vigil.app.config;

import dev.vigil.fhir.auth.AuthSettings;
import dev.vigil.http.tls.TlsFiles;
import dev.vigil.ingest.access.JwtTrust;
import dev.vigil.ingest.bridge.BridgeConfig;
import dev.vigil.ingest.bridge.ReadingsTopic;
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

    /// A password on a plain connection beyond this machine can be read by whoever passes it on.
    @Nullable
    BridgeConfig bridge(BridgeConfig.Version version, ReadingsTopic topic, String clientId) {
        URI broker = texts.value(Settings.BRIDGE_URL).orElse(null);
        String user = texts.value(Settings.BRIDGE_USER).orElse(null);
        Path passwordFile = file(Settings.BRIDGE_PASSWORD_FILE);
        Path authorities = file(Settings.BRIDGE_AUTHORITIES_FILE);
        if (broker == null) {
            if (user != null || passwordFile != null || authorities != null) {
                problems.add(Settings.BRIDGE_URL.key() + " is needed where anything else of the bridge is set");
            }
            return null;
        }
        if (passwordFile != null && user == null) {
            problems.add(Settings.BRIDGE_PASSWORD_FILE.key() + " needs " + Settings.BRIDGE_USER.key());
        }
        if (passwordFile != null && !"mqtts".equals(broker.getScheme()) && !isLoopback(broker.getHost())) {
            problems.add(Settings.BRIDGE_URL.key() + " must be mqtts where a password is shown");
        }
        return new BridgeConfig(broker, version, clientId, topic, user, passwordFile == null ? null
                : lineOf.apply(Settings.BRIDGE_PASSWORD_FILE, passwordFile), authorities);
    }

    @Nullable
    AuthSettings fhir(@Nullable URI server, boolean communications) {
        String client = texts.value(Settings.FHIR_AUTH_CLIENT_ID).orElse(null);
        Path keys = file(Settings.FHIR_AUTH_KEY_FILE);
        URI tokenUrl = texts.value(Settings.FHIR_AUTH_TOKEN_URL).orElse(null);
        if (client == null || keys == null) {
            if (client != null || keys != null || tokenUrl != null) {
                problems.add("set " + Settings.FHIR_AUTH_CLIENT_ID.key() + " and "
                        + Settings.FHIR_AUTH_KEY_FILE.key() + ", or nothing of fhir.auth");
            }
            return null;
        }
        if (tokenUrl != null && !"https".equals(tokenUrl.getScheme()) && !isLoopback(tokenUrl.getHost())) {
            problems.add(Settings.FHIR_AUTH_TOKEN_URL.key() + " must be https: what is sent there can be used by "
                    + "whoever reads it");
        }
        if (server != null && !"https".equals(server.getScheme()) && !isLoopback(server.getHost())) {
            problems.add(Settings.FHIR_URL.key() + " must be https where a token is shown there");
        }
        return new AuthSettings(tokenUrl, client, keys,
                texts.value(Settings.FHIR_AUTH_SCOPES)
                        .orElseGet(() -> AuthSettings.usualScopes(communications)));
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
