package dev.vigil.fhir.mapping;

import dev.vigil.domain.window.Samples;
import dev.vigil.domain.window.Summary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.SampledData;

/// The readings of a closed hour as FHIR's sampled data: one Observation for each run of even distances, in the vital's
/// own unit. `E` stands where no reading came, or none that may be trusted.
///
/// It claims no vital-signs profile and no such category: those want one quantity.
public final class SamplesMapper {

    private static final int MICROS_PER_MILLI_DIGITS = 3;

    private SamplesMapper() {
    }

    public static List<Observation> map(Summary summary, Subject subject) {
        List<Observation> resources = new ArrayList<>(summary.samples().size());
        for (Samples samples : summary.samples()) {
            resources.add(map(summary, samples, ResourceIds.ofSamples(summary, resources.size()), subject));
        }
        return resources;
    }

    private static Observation map(Summary summary, Samples samples, String id, Subject subject) {
        Observation resource = ObservationFrame.identified(id);
        resource.getMeta().addTag(Codes.TAG_SYSTEM, "samples", "Readings of an hour at even distances");
        resource.setStatus(status(summary, samples)).addCategory(Codes.category("procedure"))
                .setCode(Codes.of(summary.vital())).setSubject(subject.reference())
                .setEffective(WrittenTimes.dateTime(samples.from()));
        if (samples.deviceId() != null) {
            resource.setDevice(ObservationFrame.device(samples.deviceId()));
        }
        return samples.takenBack() ? resource.setDataAbsentReason(Codes.unknown())
                : resource.setValue(data(summary, samples));
    }

    private static ObservationStatus status(Summary summary, Samples samples) {
        return samples.takenBack() ? ObservationStatus.ENTEREDINERROR
                : summary.revision() == 0 ? ObservationStatus.FINAL : ObservationStatus.AMENDED;
    }

    private static SampledData data(Summary summary, Samples samples) {
        BigDecimal period = BigDecimal.valueOf(samples.period().toNanos() / 1000, MICROS_PER_MILLI_DIGITS);
        return new SampledData().setOrigin(Quantities.of(summary.vital(), BigDecimal.ZERO))
                .setPeriod(Quantities.stripped(period)).setDimensions(1)
                .setData(samples.values().stream().map(value -> value == null ? "E"
                        : Quantities.stripped(value).toPlainString()).collect(Collectors.joining(" ")));
    }
}
