package dev.vigil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.app.config.ConfigurationRefused;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailureTest {

    private final StringWriter told = new StringWriter();
    private final CommandLine command = new CommandLine(new ReconcileCommand()).setErr(new PrintWriter(told));

    @Test
    void shouldTellInOneLineThatKafkaIsAway() {
        assertThat(Failure.tell(new ExecutionException(new TimeoutException("50 metadata")), command)).isEqualTo(1);
        assertThat(told.toString().lines()).singleElement().asString().contains("Kafka does not answer")
                .doesNotContain("Exception");
    }

    @Test
    void shouldTellInOneLineThatAPortIsTaken() {
        assertThat(Failure.tell(new IllegalStateException(new BindException("in use")), command)).isEqualTo(1);
        assertThat(told.toString().lines()).singleElement().asString().contains("a port is taken");
    }

    @Test
    void shouldTellEveryProblemOfAConfigurationOnALineOfItsOwn() {
        assertThat(Failure.tell(new ConfigurationRefused(List.of("one", "two")), command)).isEqualTo(2);
        assertThat(told.toString().lines()).hasSize(2);
    }
}
