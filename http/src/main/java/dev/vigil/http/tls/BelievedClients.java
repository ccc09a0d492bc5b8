package dev.vigil.http.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Believes client certificates of the newest authorities, and no server.
final class BelievedClients extends X509ExtendedTrustManager {

    private volatile @Nullable X509ExtendedTrustManager newest;

    BelievedClients(@Nullable X509ExtendedTrustManager clients) {
        newest = clients;
    }

    void renew(@Nullable X509ExtendedTrustManager clients) {
        newest = clients;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        believed().checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        believed().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        believed().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no server is believed here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        X509ExtendedTrustManager clients = newest;
        return clients == null ? new X509Certificate[0] : clients.getAcceptedIssuers();
    }

    private X509ExtendedTrustManager believed() throws CertificateException {
        X509ExtendedTrustManager clients = newest;
        if (clients == null) {
            throw new CertificateException("no client certificates are asked for");
        }
        return clients;
    }
}
