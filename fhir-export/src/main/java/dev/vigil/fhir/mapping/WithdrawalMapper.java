package dev.vigil.fhir.mapping;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.reading.Withdrawal;
import dev.vigil.domain.vital.Vital;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;

/// What is left to say of a reading that was withdrawn after the topics forgot it: that its Observations are errors.
/// They claim no profile and have no value; whoever has the value keeps it beside the new status.
public final class WithdrawalMapper {

    private WithdrawalMapper() {
    }

    /// One for each Observation that the reading had become.
    public static List<DomainResource> map(Withdrawal withdrawal, Subject subject) {
        Map<Vital, Integer> occurrences = new EnumMap<>(Vital.class);
        Map<String, DomainResource> byId = new LinkedHashMap<>();
        for (Vital vital : withdrawal.vitals()) {
            int occurrence = occurrences.merge(vital, 1, Integer::sum) - 1;
            String id = ResourceIds.ofVital(withdrawal.observationId(), vital, occurrence);
            byId.putIfAbsent(id, map(withdrawal, vital, id, subject));
        }
        return new ArrayList<>(byId.values());
    }

    private static Observation map(Withdrawal withdrawal, Vital vital, String id, Subject subject) {
        DeviceId device = withdrawal.deviceId();
        return ObservationFrame.identified(id).setStatus(ObservationStatus.ENTEREDINERROR)
                .setCode(Codes.of(vital)).setSubject(subject.reference())
                .setEffective(WrittenTimes.dateTime(withdrawal.takenAt()))
                .setDevice(Codes.logical("Device", Codes.DEVICE_SYSTEM, device.value()))
                .setDataAbsentReason(Codes.unknown());
    }
}
