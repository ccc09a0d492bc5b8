package dev.vigil.app.house;

import dev.vigil.app.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `vigil streams` in a process of its own, which can be told to end.
final class StreamsProcess implements AutoCloseable {

    private static final String READY = "streams is ready at ";

    private final Process process;
    private final URI address;

    private StreamsProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// Returns when it says that it is ready.
    static StreamsProcess start(String bootstrapServers, Path directory) throws IOException {
        Process process = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "streams", "--set",
                "data.directory=" + directory, "--set", "kafka.bootstrapServers=" + bootstrapServers, "--set",
                "streams.port=0")).redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolveSibling("streams.log").toFile()))
                .start();
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return new StreamsProcess(process, URI.create(line.substring(READY.length())));
            }
        }
        throw new IOException("it ended before it was ready");
    }

    URI address() {
        return address;
    }

    /// SIGTERM.
    ///
    /// @return the exit code
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
