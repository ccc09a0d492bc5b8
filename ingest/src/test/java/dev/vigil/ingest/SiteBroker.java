package dev.vigil.ingest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real Mosquitto that keeps its sessions over a restart, in a process of its own.
final class SiteBroker implements AutoCloseable {

    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/mosquitto"),
            Path.of("/usr/local/sbin/mosquitto"), Path.of("/opt/homebrew/sbin/mosquitto"),
            Path.of("/usr/bin/mosquitto"));

    private final Path directory;
    private final int port;
    private Process process;

    private SiteBroker(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /// Skips the test where no Mosquitto is installed.
    ///
    /// @param more lines of its configuration
    static SiteBroker start(Path directory, String... more) {
        try {
            int port = freePort();
            Files.createDirectories(directory.resolve("kept"));
            List<String> lines = Stream.concat(Stream.of("listener " + port + " 127.0.0.1", "persistence true",
                    "persistence_location " + directory.resolve("kept") + "/", "autosave_on_changes true",
                    "autosave_interval 1", "max_queued_messages 0", "user " + System.getProperty("user.name")),
                    more.length == 0 ? Stream.of("allow_anonymous true") : Stream.of(more)).toList();
            Files.write(directory.resolve("mosquitto.conf"), lines);
            return new SiteBroker(directory, port, run(directory, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `mqtt` or `mqtts`.
    URI address(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /// It writes down what it keeps, and is gone.
    void stop() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void startAgain() {
        process = run(directory, port);
    }

    private static Process run(Path directory, int port) {
        Optional<Path> program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(program.isPresent(), "no mosquitto on this machine");
        try {
            Process process = new ProcessBuilder(program.orElseThrow().toString(), "-c",
                    directory.resolve("mosquitto.conf").toString()).redirectErrorStream(true)
                    .redirectOutput(directory.resolve("mosquitto.log").toFile()).start();
            await().atMost(Duration.ofSeconds(10)).until(() -> listens(port));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
