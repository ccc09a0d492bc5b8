package dev.vigil.fhir.mapping;

import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.RangeCounts;
import dev.vigil.domain.window.Summary;
import dev.vigil.domain.window.WindowLength;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;

/// How much a closed window varies and how much of it lies in which band, in percent.
///
/// LOINC's codes for it, which HL7's guide for continuous glucose monitoring takes, speak of a sensor. They stand
/// beside ours where the window was filled as by one; a share of a few readings by finger-stick is no time in range.
final class ShareMapper {

    /// Of a day: the international consensus (Battelino 2019) wants 70 % of what a sensor gives, the slowest of which
    /// give one reading in a quarter of an hour.
    private static final long LEAST_OF_A_SENSOR = 68;

    private ShareMapper() {
    }

    static List<ObservationComponentComponent> components(Summary summary) {
        List<ObservationComponentComponent> components = new ArrayList<>(6);
        boolean bySensor = isBySensor(summary);
        if (summary.coefficientOfVariation() != null) {
            components.add(component("coefficient-of-variation", "Coefficient of variation",
                    bySensor ? "104638-2" : "").setValue(Quantities.percent(summary.coefficientOfVariation())));
        }
        RangeCounts ranges = summary.ranges();
        if (ranges != null) {
            components.add(share("very-low", "Readings very low", bySensor ? "104642-4" : "", ranges,
                    ranges.veryLow()));
            components.add(share("low", "Readings low", bySensor ? "104641-6" : "", ranges, ranges.low()));
            components.add(share("in-range", "Readings in range", bySensor ? "97510-2" : "", ranges,
                    ranges.inRange()));
            components.add(share("high", "Readings high", bySensor ? "104640-8" : "", ranges, ranges.high()));
            components.add(share("very-high", "Readings very high", bySensor ? "104639-0" : "", ranges,
                    ranges.veryHigh()));
        }
        return components;
    }

    private static boolean isBySensor(Summary summary) {
        return summary.vital() == Vital.BLOOD_GLUCOSE && summary.window().equals(WindowLength.ONE_DAY)
                && summary.count() >= LEAST_OF_A_SENSOR;
    }

    private static ObservationComponentComponent share(String code, String display, String loinc, RangeCounts ranges,
            long part) {
        return component(code, display, loinc).setValue(Quantities.percent(ranges.share(part)));
    }

    private static ObservationComponentComponent component(String code, String display, String loinc) {
        CodeableConcept concept = Codes.ownStatistic(code, display);
        if (!loinc.isEmpty()) {
            concept.addCoding(Codes.loinc(loinc, null));
        }
        return new ObservationComponentComponent(concept);
    }
}
