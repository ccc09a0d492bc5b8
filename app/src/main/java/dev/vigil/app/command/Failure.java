package dev.vigil.app.command;

import dev.vigil.app.client.ServerRefused;
import dev.vigil.app.config.ConfigurationRefused;
import dev.vigil.app.house.NotReady;
import dev.vigil.app.replay.UnusableRecording;
import dev.vigil.app.topics.KafkaAway;
import dev.vigil.broker.BrokerUnavailable;
import dev.vigil.fhir.rest.ServerUnusable;
import dev.vigil.http.tls.UnusableTlsFiles;
import java.io.PrintWriter;
import java.net.BindException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Tells a failure to a person: what they can mend, each on a line; what they cannot, without a stack trace.
final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    private Failure() {
    }

    static int tell(Throwable failure, CommandLine command) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        int exit = switch (failure) {
            case ConfigurationRefused refused -> {
                refused.problems().forEach(problem -> err.println(name + ": " + problem));
                yield BAD_USAGE;
            }
            case UnusableRecording known -> told(err, name, known);
            case ServerRefused known -> told(err, name, known);
            case BrokerUnavailable known -> told(err, name, known);
            case KafkaAway known -> told(err, name, known);
            case NotReady known -> told(err, name, known);
            case ServerUnusable known -> told(err, name, known);
            case UnusableTlsFiles known -> told(err, name, known);
            default -> unknown(err, name, failure);
        };
        err.flush();
        return exit;
    }

    private static int told(PrintWriter err, String name, Throwable failure) {
        err.println(name + ": " + failure.getMessage());
        return FAILED;
    }

    private static int unknown(PrintWriter err, String name, Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                err.println(name + ": a port is taken; set ingest.port, alerts.port, streams.port and fhir.port: "
                        + cause.getMessage());
                return FAILED;
            }
            if (cause instanceof TimeoutException) {
                err.println(name + ": Kafka does not answer; is it running, and is kafka.bootstrapServers right?");
                return FAILED;
            }
        }
        LOG.error("{} failed", name, failure);
        err.println(name + ": failed (" + failure.getClass().getSimpleName() + "); the log above says where");
        return FAILED;
    }
}
