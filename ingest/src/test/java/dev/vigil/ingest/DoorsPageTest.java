package dev.vigil.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.mapping.MappedFormat;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.wire.mapping.MappingCodec;
import dev.vigil.wire.mapping.ParsedMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `docs/reference/doors.md` shows to be copied works.
class DoorsPageTest {

    private static final Pattern CURL = Pattern.compile(
            "curl -i http://127.0.0.1:8081(\\S+) -H 'Content-Type: (\\S+)' -d '([^']+)'");
    private static final Receipt RECEIPT = new Receipt(Instant.parse("2026-11-22T10:41:05Z"), null, Sender.ANYONE,
            Door.KAFKA);

    @TempDir
    private static Path directory;
    private static RunningIngest running;

    @BeforeAll
    static void open() {
        running = RunningIngest.start(directory);
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/readings", "/fhir/Observation", "/v1/openmhealth"})
    void shouldShowARequestThatIsAccepted(String path) throws IOException {
        Matcher found = CURL.matcher(page());
        assertThat(found.results().filter(curl -> curl.group(1).equals(path))).singleElement()
                .satisfies(curl -> assertThat(running.door().postTo(path, curl.group(2),
                        curl.group(3).getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(202));
    }

    @Test
    void shouldShowARecordThatIsPassedOn() throws IOException {
        String record = between(page(), "echo '", "'");
        assertThat(((Body.Readings) new BodyParser(1).json(record.getBytes(StandardCharsets.UTF_8),
                draft -> ReadingCheck.check(draft, RECEIPT))).readings()).singleElement()
                .isInstanceOf(Checked.Accepted.class);
    }

    @Test
    void shouldShowATemplateThatReadsTheMessageBesideIt() throws IOException {
        ParsedMapping parsed = MappingCodec.parse(between(page(), "```yaml\n", "```"));
        assertThat(parsed).isInstanceOf(ParsedMapping.Accepted.class);
        Body body = new MappedFormat(((ParsedMapping.Accepted) parsed).template(), 9).read(
                between(page(), "```json\n", "```").getBytes(StandardCharsets.UTF_8),
                draft -> ReadingCheck.check(draft, RECEIPT));
        assertThat(((Body.Readings) body).readings()).hasSize(2).allMatch(Checked.Accepted.class::isInstance);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/reference/doors.md"));
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
