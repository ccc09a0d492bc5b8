package dev.vigil.app.client;

import dev.vigil.http.tls.OwnService;
import dev.vigil.http.tls.TlsFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A service's base address, access token and certificate.
///
/// @param tls the files of a service on this machine, null where its certificate is one that everybody believes
public record Server(URI address, @Nullable String token, @Nullable TlsFiles tls) {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// A client that believes the service's certificate.
    public HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECT);
        return tls == null ? client.build() : client.sslContext(OwnService.client(tls)).build();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
