package dev.vigil.streams;

import dev.vigil.wire.KafkaConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The streams stage in a process of its own, which can be killed. Ends with the process that started it.
final class StreamsInstance implements AutoCloseable {

    private final Process process;

    private StreamsInstance(Process process) {
        this.process = process;
    }

    /// @param arguments bootstrap servers, state directory, session timeout
    public static void main(String[] arguments) throws IOException {
        KafkaConnection kafka = new KafkaConnection(arguments[0], Map.of("session.timeout.ms", arguments[2]));
        try (Streams streams = Streams.start(StreamsConfig.at(Path.of(arguments[1]), 1), kafka,
                new SimpleMeterRegistry(), InstantSource.system())) {
            while (System.in.read() >= 0 && !streams.readiness().isEmpty()) {
                // nothing is said to it but the end
            }
        }
    }

    static StreamsInstance start(String bootstrapServers, Path directory, int sessionMillis) throws IOException {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path", ""),
                StreamsInstance.class.getName(), bootstrapServers, directory.toString(),
                Integer.toString(sessionMillis));
        return new StreamsInstance(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(directory.resolveSibling("log").toFile())).start());
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
