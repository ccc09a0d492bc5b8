package dev.vigil.alerts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTimestampTest {

    @ParameterizedTest
    @CsvSource({"2099-01-01T00:00:00Z, 2026-11-22T10:00:00Z", "1969-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "2026-11-22T09:59:00Z, 2026-11-22T09:59:00Z"})
    void shouldHoldAForeignTimestampBetween1970AndNow(Instant written, Instant taken) {
        ReceiptTimestamp extractor = new ReceiptTimestamp(() -> Instant.parse("2026-11-22T10:00:00Z"));
        ConsumerRecord<Object, Object> entry = new ConsumerRecord<>("t", 0, 0, written.toEpochMilli(),
                TimestampType.CREATE_TIME, 0, 0, "k", "v", new RecordHeaders(), Optional.empty());

        assertThat(extractor.extract(entry, -1)).isEqualTo(taken.toEpochMilli());
    }
}
