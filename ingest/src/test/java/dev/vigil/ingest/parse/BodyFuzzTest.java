package dev.vigil.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import java.time.Instant;

/// Bodies bred to reach every branch of the reader of readings.
class BodyFuzzTest {

    private static final Receipt RECEIPT =
            new Receipt(Instant.parse("2026-11-22T10:41:05Z"), null, Sender.ANYONE, Door.HTTP);

    private final BodyParser parser = new BodyParser(100);

    @FuzzTest(maxDuration = "2s")
    void shouldAnswerAnyBytesWithReadingsOrARefusal(byte[] body) {
        assertThat(parser.json(body, draft -> ReadingCheck.check(draft, RECEIPT))).isNotNull();
        assertThat(parser.lines(body, draft -> ReadingCheck.check(draft, RECEIPT))).isNotNull();
    }
}
