package dev.vigil.wire;

import dev.vigil.domain.id.PatientId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/// Key of a withdrawal, written `patientId|observationId`, so that compaction keeps one of each observation;
/// partitioned by the patient so that all of one patient is in order.
public record WithdrawalKey(PatientId patientId, String observationId) {

    static final Codec<WithdrawalKey> CODEC =
            new TextCodec<>("withdrawal key", WithdrawalKey::toString, WithdrawalKey::parse);

    /// The partition that Kafka's default partitioner gives the patient's own id.
    public int partition(int partitions) {
        byte[] patient = patientId.value().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(patient)) % partitions;
    }

    private static WithdrawalKey parse(String text) {
        int bar = PairKey.barOf(text);
        return new WithdrawalKey(new PatientId(text.substring(0, bar)), text.substring(bar + 1));
    }

    @Override
    public String toString() {
        return patientId + "|" + observationId;
    }
}
