package dev.vigil.ingest.openmhealth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import java.time.Instant;

/// Data points bred to reach every branch of their reader.
class OpenMhealthFuzzTest {

    private static final Receipt RECEIPT =
            new Receipt(Instant.parse("2026-11-22T10:41:05Z"), null, Sender.ANYONE, Door.OPENMHEALTH);

    @FuzzTest(maxDuration = "2s")
    void shouldAnswerAnyBytesWithReadingsOrARefusal(byte[] message) {
        assertThat(OpenMhealthEndpoint.format(9, null).read(message, draft -> ReadingCheck.check(draft, RECEIPT)))
                .isNotNull();
    }
}
