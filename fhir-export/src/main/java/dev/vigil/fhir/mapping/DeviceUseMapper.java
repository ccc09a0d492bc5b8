package dev.vigil.fhir.mapping;

import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import java.time.Instant;
import org.hl7.fhir.r4.model.DeviceUseStatement;
import org.hl7.fhir.r4.model.DeviceUseStatement.DeviceUseStatementStatus;
import org.hl7.fhir.r4.model.Period;

/// Whose a device was from when to when.
public final class DeviceUseMapper {

    private DeviceUseMapper() {
    }

    /// An assignment that the care team has corrected: it never was.
    public static DeviceUseStatement mistaken(DeviceId device, Assignment assignment, Subject subject) {
        return map(device, assignment, subject, assignment.from())
                .setStatus(DeviceUseStatementStatus.ENTEREDINERROR);
    }

    /// @param now tells an assignment that has ended from one whose end is only planned
    public static DeviceUseStatement map(DeviceId device, Assignment assignment, Subject subject, Instant now) {
        Instant to = assignment.to();
        Period period = new Period().setStartElement(WrittenTimes.dateTime(assignment.from()));
        if (to != null) {
            period.setEndElement(WrittenTimes.dateTime(to));
        }
        DeviceUseStatement use = new DeviceUseStatement();
        use.setId(ResourceIds.ofDeviceUse(device, assignment));
        return use.addIdentifier(Codes.identifier(Codes.DEVICE_USE_SYSTEM, use.getIdPart()))
                .setStatus(to == null || to.isAfter(now) ? DeviceUseStatementStatus.ACTIVE
                        : DeviceUseStatementStatus.COMPLETED)
                .setSubject(subject.reference()).setTiming(period)
                .setDevice(Codes.logical("Device", Codes.DEVICE_SYSTEM, device.value()));
    }
}
