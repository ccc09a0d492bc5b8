package dev.vigil.fhir.mapping;

import dev.vigil.domain.vital.VitalCoding;
import java.util.Optional;

/// Which profiles resources claim and meet.
public enum Flavour {
    /// FHIR R4's own vital-signs profiles.
    R4,
    /// Those, and the ones of US Core 6.1.0.
    US_CORE;

    private static final String US_CORE_BASE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-";

    /// What a resource claims beside R4's profile, where this flavour has one for it.
    Optional<String> profileOf(VitalCoding coding) {
        return switch (this) {
            case R4 -> Optional.empty();
            case US_CORE -> Optional.of(US_CORE_BASE + usCore(coding));
        };
    }

    Optional<String> profileOf(String name) {
        return switch (this) {
            case R4 -> Optional.empty();
            case US_CORE -> Optional.of(US_CORE_BASE + name);
        };
    }

    /// A flow in L/min fits no vital-signs profile, so what has none in R4 is judged by its category.
    private static String usCore(VitalCoding coding) {
        if (coding.profile() == null) {
            return switch (coding.category()) {
                case "laboratory" -> "observation-lab";
                case "survey" -> "observation-screening-assessment";
                case "procedure" -> "observation-clinical-result";
                default -> "simple-observation";
            };
        }
        return switch (coding.profile()) {
            case "heartrate" -> "heart-rate";
            case "resprate" -> "respiratory-rate";
            case "oxygensat" -> "pulse-oximetry";
            case "bp" -> "blood-pressure";
            case "bodytemp" -> "body-temperature";
            case "bodyweight" -> "body-weight";
            case "bodyheight" -> "body-height";
            default -> "vital-signs";
        };
    }
}
