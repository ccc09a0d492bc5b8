package dev.vigil.fhir.mapping;

import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScoreBand;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.RiskAssessment.RiskAssessmentPredictionComponent;
import org.hl7.fhir.r4.model.RiskAssessment.RiskAssessmentStatus;

/// The tier of a NEWS2 score: how urgently the patient must be seen. While parts are missing it is preliminary, and
/// speaks of what the parts at hand prove.
public final class RiskAssessmentMapper {

    private static final String PROBABILITY = "http://terminology.hl7.org/CodeSystem/risk-probability";

    private RiskAssessmentMapper() {
    }

    public static RiskAssessment map(Score score, Subject subject) {
        RiskAssessment risk = new RiskAssessment();
        risk.setId(ResourceIds.ofRiskAssessment(score.id()));
        return risk.addIdentifier(Codes.identifier(Codes.OBSERVATION_SYSTEM, risk.getIdPart()))
                .setStatus(status(score))
                .setMethod(Codes.text("NEWS2 response tier (Royal College of Physicians, 2017)"))
                .setSubject(subject.reference()).setOccurrence(WrittenTimes.dateTime(score.at()))
                .setPerformer(Codes.logical("Device", Codes.SOFTWARE_SYSTEM, "vigil"))
                .addBasis(Codes.logical("Observation", Codes.OBSERVATION_SYSTEM, ResourceIds.ofScore(score.id())))
                .addPrediction(new RiskAssessmentPredictionComponent()
                        .setOutcome(Codes.text("Clinical deterioration")).setQualitativeRisk(risk(score.band())));
    }

    /// One without parts takes back what was told before.
    private static RiskAssessmentStatus status(Score score) {
        if (score.parts().isEmpty()) {
            return RiskAssessmentStatus.ENTEREDINERROR;
        } else if (!score.complete()) {
            return RiskAssessmentStatus.PRELIMINARY;
        }
        return score.revision() == 0 ? RiskAssessmentStatus.FINAL : RiskAssessmentStatus.AMENDED;
    }

    private static CodeableConcept risk(ScoreBand band) {
        Coding coding = switch (band) {
            case NONE -> new Coding(PROBABILITY, "negligible", "Negligible likelihood");
            case LOW -> new Coding(PROBABILITY, "low", "Low likelihood");
            case LOW_MEDIUM, MEDIUM -> new Coding(PROBABILITY, "moderate", "Moderate likelihood");
            case HIGH -> new Coding(PROBABILITY, "high", "High likelihood");
        };
        return new CodeableConcept(coding).setText("NEWS2 tier: " + band.code());
    }
}
