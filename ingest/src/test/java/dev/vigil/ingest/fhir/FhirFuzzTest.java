package dev.vigil.ingest.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import java.time.Instant;

/// Resources bred to reach every branch of the readers of Observation and Bundle.
class FhirFuzzTest {

    private static final Receipt RECEIPT =
            new Receipt(Instant.parse("2026-11-22T10:41:05Z"), null, Sender.ANYONE, Door.FHIR);

    @FuzzTest(maxDuration = "2s")
    void shouldAnswerAnyBytesWithReadingsOrARefusal(byte[] message) {
        for (ReadingResource kind : ReadingResource.values()) {
            assertThat(FhirFormat.of(kind).read(message, draft -> ReadingCheck.check(draft, RECEIPT))).isNotNull();
        }
        assertThat(FhirFormat.ofBundle(9).read(message, draft -> ReadingCheck.check(draft, RECEIPT))).isNotNull();
    }
}
