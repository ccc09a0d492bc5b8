package dev.vigil.fhir.mapping;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/// HL7's own validator over R4, offline. Resources go in collection bundles of 200, which is four times as fast as one
/// by one with the same verdicts, and the bundles on all cores.
public final class R4Validator {

    /// What it says of every resource that is exported: the remarks are explained in docs/reference/fhir-resources.md.
    public static final List<String> EXPLAINED = List.of(
            "None of the codings provided are in the value set 'Vital Signs'",
            "None of the codings provided are in the value set 'Observation Interpretation Codes'",
            "CodeSystem is unknown and can't be validated: http://loinc.org",
            "CodeSystem is unknown and can't be validated: urn:iso:std:iso:11073:10101",
            "CodeSystem is unknown and can't be validated: "
                    + "http://hl7.org/fhir/uv/pocd/CodeSystem/measurement-status",
            "CodeSystem is unknown and can't be validated: urn:vigil:statistic",
            "Unable to expand ValueSet because CodeSystem could not be found: urn:iso:std:iso:11073:10101",
            "No code provided, and a code should be provided from the value set 'V3 Value SetPurposeOfUse'");

    private static final int BUNDLE = 25;
    private static final Pattern DETAIL = Pattern.compile("\\[\\d+]|/[0-9a-f-]{36}| for '.*'| \\(.*\\)|/\\*|\\*/");

    private final FhirContext context = FhirContext.forR4Cached();
    private final FhirValidator validator = context.newValidator();

    public R4Validator() {
        this(new PrePopulatedValidationSupport(FhirContext.forR4Cached()));
    }

    /// @param profiles beside R4's own
    R4Validator(IValidationSupport profiles) {
        var instances = new FhirInstanceValidator(new ValidationSupportChain(profiles,
                new DefaultProfileValidationSupport(context), new InMemoryTerminologyServerValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context), new SnapshotGeneratingValidationSupport(context)));
        instances.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        validator.registerValidatorModule(instances);
    }

    /// Each distinct message at or above the severity, which it begins with, without place and particulars, and how
    /// often it came.
    public Map<String, Integer> messages(List<? extends Resource> resources, ResultSeverityEnum atLeast) {
        return IntStream.rangeClosed(0, (resources.size() - 1) / BUNDLE).parallel().mapToObj(number -> resources
                .subList(number * BUNDLE, Math.min((number + 1) * BUNDLE, resources.size())))
                .flatMap(some -> validator.validateWithResult(bundle(some)).getMessages().stream())
                .filter(message -> message.getSeverity().ordinal() >= atLeast.ordinal())
                .collect(Collectors.toMap(message -> DETAIL.matcher(message.getSeverity() + " "
                        + message.getLocationString() + ": " + message.getMessage()).replaceAll(""), message -> 1,
                        Integer::sum, TreeMap::new));
    }

    private static Bundle bundle(List<? extends Resource> resources) {
        Bundle bundle = new Bundle().setType(BundleType.COLLECTION);
        resources.forEach(resource -> bundle.addEntry()
                .setFullUrl("urn:uuid:" + resource.getIdElement().getIdPart()).setResource(resource));
        return bundle;
    }
}
