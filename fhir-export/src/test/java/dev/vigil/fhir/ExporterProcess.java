package dev.vigil.fhir;

import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.wire.KafkaConnection;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// An exporter in a process of its own, to be killed.
final class ExporterProcess {

    private ExporterProcess() {
    }

    /// @param arguments Kafka's bootstrap servers, the files' folder, a FHIR server's address if it is to get them
    public static void main(String... arguments) throws InterruptedException {
        try (FhirExport export = FhirExport.start(
                new FhirExportConfig("127.0.0.1", 0, Path.of(arguments[1]),
                        arguments.length > 2 ? URI.create(arguments[2]) : null, null, true, Flavour.R4),
                KafkaConnection.to(arguments[0]),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), InstantSource.system())) {
            new CountDownLatch(export.port()).await();
        }
    }

    static Process start(KafkaConnection kafka, Path folder, String... server) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                        ExporterProcess.class.getName(), kafka.bootstrapServers(), folder.toString()));
        command.addAll(List.of(server));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
