package dev.vigil.domain.vital;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the standards name a vital.
///
/// @param system URI of the code's system: LOINC, and SNOMED CT for symptoms, of which LOINC has questions of many
///     questionnaires but no code for the finding itself
/// @param code the one that FHIR's vital-signs profile fixes where there is one
/// @param display the system's own
/// @param mdc ISO/IEEE 11073-10101 code as a 32-bit decimal, null where none is known for certain
/// @param mdcReference the code's reference id
/// @param profile last segment of the FHIR R4 profile, null where R4 has none
/// @param category code of `observation-category`
public record VitalCoding(String system, String code, String display, @Nullable String mdc,
        @Nullable String mdcReference, @Nullable String profile, String category) {

    public static final String LOINC = "http://loinc.org";
    public static final String SNOMED = "http://snomed.info/sct";

    static VitalCoding loinc(String code, String display, String category) {
        return new VitalCoding(LOINC, code, display, null, null, null, category);
    }

    /// Canonical URL of the FHIR R4 profile.
    public Optional<String> profileUrl() {
        return Optional.ofNullable(profile).map("http://hl7.org/fhir/StructureDefinition/"::concat);
    }
}
