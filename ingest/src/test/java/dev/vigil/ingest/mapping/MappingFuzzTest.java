package dev.vigil.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Sender;
import dev.vigil.wire.mapping.MappingCodec;
import dev.vigil.wire.mapping.ParsedMapping;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Templates and messages bred to reach every branch of a mapping: the message after the first zero byte.
class MappingFuzzTest {

    private static final Receipt RECEIPT =
            new Receipt(Instant.parse("2026-11-22T10:41:05Z"), null, Sender.ANYONE, Door.MAPPED);

    @FuzzTest(maxDuration = "2s")
    void shouldAnswerAnyBytesWithReadingsOrARefusal(byte[] both) {
        int end = 0;
        while (end < both.length && both[end] != 0) {
            end++;
        }
        byte[] message = Arrays.copyOfRange(both, Math.min(both.length, end + 1), both.length);
        switch (MappingCodec.parse(new String(both, 0, end, StandardCharsets.UTF_8))) {
            case ParsedMapping.Refused refused -> assertThat(refused.problems()).isNotEmpty();
            case ParsedMapping.Accepted accepted -> assertThat(new MappedFormat(accepted.template(), 9).read(message,
                    draft -> ReadingCheck.check(draft, RECEIPT))).isNotNull();
        }
    }
}
