package dev.vigil.fhir.mapping;

import dev.vigil.domain.device.Device;
import dev.vigil.domain.id.DeviceId;
import org.hl7.fhir.r4.model.Device.DeviceNameType;
import org.hl7.fhir.r4.model.Device.FHIRDeviceStatus;
import org.jspecify.annotations.Nullable;

/// The sensor. Whose it is changes and is said by each Observation, so it is not said here.
public final class DeviceMapper {

    private DeviceMapper() {
    }

    /// @param device null while the device is not described
    public static org.hl7.fhir.r4.model.Device map(DeviceId deviceId, @Nullable Device device) {
        var resource = new org.hl7.fhir.r4.model.Device();
        resource.setId(ResourceIds.ofDevice(deviceId));
        resource.addIdentifier(Codes.identifier(Codes.DEVICE_SYSTEM, deviceId.value()))
                .setStatus(FHIRDeviceStatus.ACTIVE);
        if (device != null) {
            resource.setManufacturer(device.manufacturer()).setSerialNumber(device.serialNumber());
            if (device.model() != null) {
                resource.setModelNumber(device.model()).addDeviceName().setName(device.model())
                        .setType(DeviceNameType.MODELNAME);
            }
        }
        return resource;
    }
}
