package dev.vigil.fhir.mapping;

import dev.vigil.domain.window.Summary;
import java.math.BigDecimal;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;

/// A closed window in the shape of FHIR's own `$stats`: the vital's code, a period, a component per statistic.
///
/// It claims no vital-signs profile and no such category: those forbid a period, and a mean is not a reading.
public final class SummaryMapper {

    private SummaryMapper() {
    }

    public static Observation map(Summary summary, Subject subject) {
        Observation resource = ObservationFrame.identified(ResourceIds.ofSummary(summary));
        resource.getMeta().addTag(Codes.TAG_SYSTEM, "window-summary", "Statistics of a window, not a reading");
        resource.setStatus(status(summary))
                .addCategory(Codes.category("procedure")).setCode(Codes.of(summary.vital()))
                .setSubject(subject.reference()).setEffective(period(summary));
        resource.addComponent(component(summary, "average", "Average", summary.mean()))
                .addComponent(component(summary, "minimum", "Minimum", summary.min()))
                .addComponent(component(summary, "maximum", "Maximum", summary.max()))
                .addComponent(component(summary, "std-dev", "Standard Deviation", summary.stdDev()))
                .addComponent(component("count", "Count").setValue(new Quantity().setUnit("1")
                        .setValue(BigDecimal.valueOf(summary.count())).setSystem(Codes.UCUM).setCode("1")));
        ShareMapper.components(summary).forEach(resource::addComponent);
        return resource;
    }

    /// One of nothing takes back what was told before.
    private static ObservationStatus status(Summary summary) {
        return summary.count() == 0 ? ObservationStatus.ENTEREDINERROR
                : summary.revision() == 0 ? ObservationStatus.FINAL : ObservationStatus.AMENDED;
    }

    private static Period period(Summary summary) {
        return new Period().setStartElement(WrittenTimes.dateTime(summary.from()))
                .setEndElement(WrittenTimes.dateTime(summary.to()));
    }

    private static ObservationComponentComponent component(Summary summary, String code, String display,
            BigDecimal value) {
        return component(code, display).setValue(Quantities.of(summary.vital(), Quantities.stripped(value)));
    }

    private static ObservationComponentComponent component(String code, String display) {
        CodeableConcept statistic = Codes.statistic(code, display);
        return new ObservationComponentComponent(statistic);
    }
}
