package dev.vigil.streams;

import dev.vigil.streams.query.InstanceWithDoor;
import dev.vigil.wire.KafkaConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The streams stage in a process of its own, which can be killed. Ends with the process that started it.
final class StreamsInstance implements AutoCloseable {

    private final Process process;
    private final int port;

    private StreamsInstance(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Says where its door is and runs until its input ends.
    ///
    /// @param arguments bootstrap servers, state directory
    public static void main(String[] arguments) throws IOException {
        try (InstanceWithDoor instance = InstanceWithDoor.start(Path.of(arguments[1]),
                KafkaConnection.to(arguments[0]), null)) {
            System.out.append(instance.door().port() + "\n").flush();
            while (System.in.read() >= 0) {
                // nothing is said to it but the end
            }
        }
    }

    static StreamsInstance start(String bootstrapServers, Path directory) throws IOException {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path", ""),
                StreamsInstance.class.getName(), bootstrapServers, directory.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(directory.resolveSibling("log").toFile())).start();
        return new StreamsInstance(process, Integer.parseInt(new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine()));
    }

    /// Of the query API.
    int port() {
        return port;
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
