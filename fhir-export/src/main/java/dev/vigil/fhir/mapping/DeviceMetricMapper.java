package dev.vigil.fhir.mapping;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.vital.Vital;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DeviceMetric;
import org.hl7.fhir.r4.model.DeviceMetric.DeviceMetricCategory;

/// What a device has shown that it can measure, in the device world's own codes; nothing where it has none for it.
public final class DeviceMetricMapper {

    private DeviceMetricMapper() {
    }

    public static Optional<DeviceMetric> map(DeviceId device, Vital vital) {
        String mdc = vital.coding().mdc();
        return mdc == null ? Optional.empty() : Optional.of(map(device, vital, mdc));
    }

    private static DeviceMetric map(DeviceId device, Vital vital, String mdc) {
        DeviceMetric metric = new DeviceMetric();
        metric.setId(ResourceIds.ofDeviceMetric(device, vital));
        metric.addIdentifier(Codes.identifier(Codes.DEVICE_METRIC_SYSTEM, metric.getIdPart()))
                .setType(new CodeableConcept(Codes.mdc(mdc, vital.coding().mdcReference())))
                .setSource(Codes.logical("Device", Codes.DEVICE_SYSTEM, device.value()))
                .setCategory(DeviceMetricCategory.MEASUREMENT);
        if (vital.unit() != null) {
            metric.setUnit(new CodeableConcept(new Coding(Codes.UCUM, vital.unit(), null)));
        }
        return metric;
    }
}
