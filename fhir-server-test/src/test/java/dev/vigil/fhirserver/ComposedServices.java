package dev.vigil.fhirserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The services of `docker-compose.yml` as processes of this machine: the same command and the same environment, with
/// the container's addresses and mounts put in place of this machine's.
final class ComposedServices implements AutoCloseable {

    private final Path directory;
    private final UnaryOperator<String> here;
    private final Map<String, Map<String, Object>> services;
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<Process> running = new ArrayList<>();

    /// @param here what a value of the environment is on this machine
    ComposedServices(Path compose, Path directory, UnaryOperator<String> here) throws IOException {
        this.directory = directory;
        this.here = here;
        Map<String, Map<String, Map<String, Object>>> root = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(compose));
        services = root.getOrDefault("services", Map.of());
    }

    /// Runs one that ends by itself.
    int run(String service) throws IOException, InterruptedException {
        Process process = start(service);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError(service + " does not end");
        }
        return process.exitValue();
    }

    Process start(String service) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), "dev.vigil.app.Main"));
        ((List<?>) value(service, "command", List.of())).forEach(word -> command.add(String.valueOf(word)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve(service + ".log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("VIGIL_"));
        ((Map<?, ?>) value(service, "environment", Map.of())).forEach((name, value) -> builder.environment()
                .put(String.valueOf(name), here.apply(String.valueOf(value))));
        builder.environment().put("VIGIL_DATA_DIRECTORY", directory.resolve(service).toString());
        if (!service.equals("topics")) {
            String name = service.equals("fhir-export") ? "FHIR" : service.toUpperCase(Locale.ROOT);
            builder.environment().put("VIGIL_" + name + "_PORT", Integer.toString(portOf(service)));
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    URI address(String service) {
        return URI.create("http://127.0.0.1:" + portOf(service));
    }

    private int portOf(String service) {
        return ports.computeIfAbsent(service, name -> {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Object value(String service, String key, Object absent) {
        return services.getOrDefault(service, Map.of()).getOrDefault(key, absent);
    }

    @Override
    public void close() throws InterruptedException {
        running.forEach(Process::destroy);
        for (Process process : running) {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
