package dev.vigil.domain.vital;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the standards name a vital.
///
/// @param loinc the LOINC code that FHIR's vital-signs profile fixes where there is one
/// @param loincDisplay LOINC's display of it
/// @param mdc ISO/IEEE 11073-10101 code as a 32-bit decimal, null where none is known for certain
/// @param mdcReference the code's reference id
/// @param profile last segment of the FHIR R4 profile, null where R4 has none
/// @param category code of `observation-category`
public record VitalCoding(String loinc, String loincDisplay, @Nullable String mdc, @Nullable String mdcReference,
        @Nullable String profile, String category) {

    /// Canonical URL of the FHIR R4 profile.
    public Optional<String> profileUrl() {
        return Optional.ofNullable(profile).map("http://hl7.org/fhir/StructureDefinition/"::concat);
    }
}
