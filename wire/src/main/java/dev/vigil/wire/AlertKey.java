package dev.vigil.wire;

import dev.vigil.domain.id.PatientId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/// Key of an alert, written `patientId|alertId`, partitioned by the patient so that all of one patient is in order.
public record AlertKey(PatientId patientId, String alertId) {

    static final Codec<AlertKey> CODEC = new TextCodec<>("alert key", AlertKey::toString, AlertKey::parse);

    /// The partition that Kafka's default partitioner gives the patient's own id.
    public int partition(int partitions) {
        byte[] patient = patientId.value().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(patient)) % partitions;
    }

    private static AlertKey parse(String text) {
        int bar = PairKey.barOf(text);
        return new AlertKey(new PatientId(text.substring(0, bar)), text.substring(bar + 1));
    }

    @Override
    public String toString() {
        return patientId + "|" + alertId;
    }
}
