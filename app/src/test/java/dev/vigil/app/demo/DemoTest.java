package dev.vigil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as somebody who has just cloned the repository sees it.
@Tag("slow")
class DemoTest {

    @TempDir
    Path directory;

    @Test
    void shouldRaiseAlertsReconcileAndEndWithoutAWordOfThePatients() throws Exception {
        Path output = directory.resolve("output.txt");
        Process demo = new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(demo.waitFor()).as(() -> text(output)).isZero();
        String text = Files.readString(output);
        assertThat(text).contains("Care-team page  http://127.0.0.1:").contains("The ledger balances.");
        assertThat(text.lines().filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d  (high|medium|low) .*")))
                .isNotEmpty();
        for (HomePatient patient : Ward.of(12, 1)) {
            assertThat(text).doesNotContain(patient.recordNumber()).doesNotContain(patient.birthDate().toString());
            for (String name : patient.name().split(" ")) {
                assertThat(text).doesNotContain(name);
            }
        }
        assertThat(text).doesNotContainPattern("\\d(\\.\\d+)? ?(%|/min|mm\\[Hg\\]|mmHg|Cel|kg|mg/dL)");
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), Main.class.getName(), "demo", "--for", "PT20S"));
        for (String port : List.of("kafka.port", "ingest.port", "mqtt.port", "alerts.port", "streams.port",
                "fhir.port")) {
            command.add("--set");
            command.add(port + "=0");
        }
        return command;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no output";
        }
    }
}
