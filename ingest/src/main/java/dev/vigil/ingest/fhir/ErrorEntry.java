package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.parse.NotAReading;
import java.util.Map;

/// An Observation that was entered in error: the reading that it was pushed as is withdrawn. Which one that is, its
/// identifier says and nothing else, since its values may be gone.
final class ErrorEntry {

    static final String STATUS = "entered-in-error";

    private static final String REASON = "entered in error, says its sender";

    private ErrorEntry() {
    }

    static boolean isOne(JsonNode resource) {
        return "Observation".equals(resource.path("resourceType").textValue())
                && STATUS.equals(resource.path("status").textValue());
    }

    /// @throws NotAReading where it does not say which, or its sender may not
    static Retraction retraction(JsonNode observation, Receipt receipt) {
        References references = new References(Map.of());
        String named = references.deviceOf(observation);
        String identity = References.identityOf(observation);
        if (identity == null) {
            throw NotAReading.malformed("id", "is required: the identifier, or else the id, under which it was pushed");
        }
        DeviceId device;
        ReadingId id;
        try {
            device = new DeviceId(named == null ? references.virtualDeviceOf(observation) : named);
            id = new ReadingId(identity);
        } catch (IllegalArgumentException e) {
            throw new NotAReading(Refusal.malformed(String.valueOf(e.getMessage())));
        }
        if (!receipt.sender().devices().covers(device)) {
            throw new NotAReading(new Refusal(Refusal.Type.DEVICE_NOT_ALLOWED,
                    "deviceId is not one that this credential may push for", "deviceId", null));
        }
        return new Retraction(device, id, REASON, receipt.receivedAt(), receipt.sender().name(), receipt.door());
    }
}
