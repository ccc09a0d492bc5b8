package dev.vigil.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Reading;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.mapping.MappedFormat;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.reception.Limits;
import dev.vigil.wire.json.Json;
import dev.vigil.wire.mapping.MappingCodec;
import dev.vigil.wire.mapping.MappingTemplate;
import dev.vigil.wire.mapping.ParsedMapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "mapping", mixinStandardHelpOptions = true, description = "Works on mapping templates.",
        subcommands = MappingCommand.Try.class)
final class MappingCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "needs the command try");
    }

    @Command(name = "try", mixinStandardHelpOptions = true,
            description = "Shows the readings that a template makes of a message, or line, field and reason.")
    static final class Try implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "TEMPLATE", description = "YAML or JSON")
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private Path template;

        @Parameters(index = "1", paramLabel = "SAMPLE", description = "a message as the vendor sends it")
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private Path sample;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            boolean sound = false;
            try {
                sound = tried(Files.readString(template), Files.readAllBytes(sample), out);
            } catch (IOException e) {
                out.println((Files.isReadable(template) ? sample : template) + ": cannot be read");
            }
            out.flush();
            return sound ? 0 : 1;
        }

        private boolean tried(String text, byte[] message, PrintWriter out) throws JsonProcessingException {
            return switch (MappingCodec.parse(text)) {
                case ParsedMapping.Accepted(MappingTemplate parsed) -> read(parsed, message, out);
                case ParsedMapping.Refused(var problems) -> {
                    problems.forEach(problem -> out.println(template + ": " + problem));
                    yield false;
                }
            };
        }

        private boolean read(MappingTemplate parsed, byte[] message, PrintWriter out) throws JsonProcessingException {
            Receipt receipt = new Receipt(InstantSource.system().instant(), null, Sender.ANYONE, Door.MAPPED);
            MappedFormat format = new MappedFormat(parsed, Limits.DEFAULTS.mostReadings());
            return switch (format.read(message, draft -> ReadingCheck.check(draft, receipt))) {
                case Body.Readings(List<Checked> readings) -> show(readings, out);
                case Body.Unreadable(String detail) -> refuse(detail, out);
                case Body.TooMany(int limit) -> refuse("It holds more than " + limit + " readings.", out);
            };
        }

        private boolean refuse(String reason, PrintWriter out) {
            out.println(sample + ": " + reason);
            return false;
        }

        private static boolean show(List<Checked> readings, PrintWriter out) throws JsonProcessingException {
            boolean sound = true;
            for (int i = 0; i < readings.size(); i++) {
                switch (readings.get(i)) {
                    case Checked.Accepted(Reading reading) -> out.println(
                            Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(reading));
                    case Checked.Rejected(Refusal refusal) -> {
                        out.println("reading " + i + ": " + refusal.type().code() + ": " + refusal.detail());
                        sound = false;
                    }
                }
            }
            return sound;
        }
    }
}
