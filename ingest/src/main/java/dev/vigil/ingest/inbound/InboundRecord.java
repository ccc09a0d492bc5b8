package dev.vigil.ingest.inbound;

import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original;
import dev.vigil.domain.reading.Reading;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.check.Sender;
import dev.vigil.ingest.check.SetAside;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// One record of `vitals.inbound`: a reading or an array of them. Its key and timestamp are a gateway's and mean
/// nothing. Pure: record and time in, readings and at most one quarantine record out.
final class InboundRecord {

    private static final String GATEWAY = "vigil-gateway";
    private static final String NO_DEVICE = "unknown";

    /// Base64 makes it a third longer, and Kafka takes a megabyte.
    private static final int MOST_BYTES = 512 << 10;

    private final BodyParser parser;
    private final Gateways gateways;

    InboundRecord(BodyParser parser, Gateways gateways) {
        this.parser = parser;
        this.gateways = gateways;
    }

    /// @param quarantine the original and why, null where every reading was accepted
    record Judged(List<Checked> readings, @Nullable Quarantine quarantine) {

        List<Reading> accepted() {
            return readings.stream().filter(Checked.Accepted.class::isInstance)
                    .map(checked -> ((Checked.Accepted) checked).reading()).toList();
        }
    }

    Judged judge(ConsumerRecord<byte[], byte[]> record, Instant now) {
        List<Checked> readings = readings(record, now);
        return new Judged(readings, quarantine(record, readings, now));
    }

    private List<Checked> readings(ConsumerRecord<byte[], byte[]> record, Instant now) {
        byte[] value = record.value();
        if (value == null) {
            return refused("The record has no value.");
        }
        Sender sender;
        try {
            sender = gateways.senderOf(gateway(record), now);
        } catch (IllegalArgumentException e) {
            return refused("The header " + GATEWAY + ": " + e.getMessage() + ".");
        }
        Receipt receipt = new Receipt(now, null, sender, Door.KAFKA);
        return switch (parser.json(value, draft -> ReadingCheck.checkWaited(draft, receipt))) {
            case Body.Readings(var readings) when !readings.isEmpty() -> readings;
            case Body.Readings none -> refused("The record holds no reading.");
            case Body.Unreadable(String detail) -> refused(detail);
            case Body.TooMany(int limit) -> refused("A record may hold at most " + limit + " readings.");
        };
    }

    private static @Nullable Quarantine quarantine(ConsumerRecord<byte[], byte[]> record, List<Checked> readings,
            Instant now) {
        SetAside why = SetAside.of(readings).orElse(null);
        if (why == null) {
            return null;
        }
        byte[] bytes = record.value() == null ? new byte[0] : record.value();
        byte[] kept = bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
        return new Quarantine(device(record.key()),
                Original.OfBytes.of(kept, record.topic(), record.partition(), record.offset()), why.reason(),
                kept.length < bytes.length ? why.detail() + " (the first " + MOST_BYTES + " of " + bytes.length
                        + " bytes)" : why.detail(),
                now);
    }

    private static List<Checked> refused(String detail) {
        return List.of(new Checked.Rejected(Refusal.malformed(detail)));
    }

    private static @Nullable String gateway(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(GATEWAY);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String device(byte @Nullable [] key) {
        try {
            return key == null ? NO_DEVICE : Topics.DEVICES.key().decode(key).value();
        } catch (MalformedRecord e) {
            return NO_DEVICE;
        }
    }
}
