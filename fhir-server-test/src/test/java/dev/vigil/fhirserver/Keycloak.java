package dev.vigil.fhirserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// A real authorization server: Keycloak, unpacked by the build, in a process of its own, with one realm.
final class Keycloak implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("keycloak.home"));
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final int port;

    private Keycloak(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param realm as JSON, imported under the name `hospital`
    static Keycloak start(Path directory, String realm) throws IOException, InterruptedException {
        int port = freePort();
        Files.createDirectories(HOME.resolve("data/import"));
        Files.writeString(HOME.resolve("data/import/hospital-realm.json"), realm);
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", HOME.resolve("bin/kc.sh").toString(), "start-dev",
                "--db=dev-mem", "--http-host=127.0.0.1", "--http-port=" + port, "--import-realm",
                "--spi-public-key-storage--infinispan--min-time-between-requests=0");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // its script chooses a collector
        builder.redirectErrorStream(true).redirectOutput(directory.resolve("keycloak.log").toFile());
        Keycloak keycloak = new Keycloak(builder.start(), port);
        try {
            keycloak.awaitReady(directory.resolve("keycloak.log"));
            return keycloak;
        } catch (IOException | InterruptedException | RuntimeException e) {
            keycloak.close();
            throw e;
        }
    }

    URI realm() {
        return URI.create("http://127.0.0.1:" + port + "/realms/hospital");
    }

    URI tokenUrl() {
        return URI.create(realm() + "/protocol/openid-connect/token");
    }

    URI keysUrl() {
        return URI.create(realm() + "/protocol/openid-connect/certs");
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isThere(http)) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    throw new IllegalStateException("Keycloak did not start: " + Files.readString(log));
                }
                process.waitFor(250, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean isThere(HttpClient http) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(realm()).build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
