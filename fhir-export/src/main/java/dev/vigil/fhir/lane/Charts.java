package dev.vigil.fhir.lane;

import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Plan;
import dev.vigil.fhir.mapping.Charting;
import dev.vigil.fhir.mapping.Flavour;
import dev.vigil.wire.plan.ShippedPlans;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What each patient's plan asks of their chart, as the plans stand now. Thread-safe.
final class Charts {

    private static final PatientSettings NO_SETTINGS = PatientSettings.initial(Instant.EPOCH);

    private final Flavour flavour;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final Map<PatientSettings, Charting> chartings = new ConcurrentHashMap<>();

    Charts(Flavour flavour) {
        this.flavour = flavour;
    }

    Flavour flavour() {
        return flavour;
    }

    void describe(Plan plan) {
        plans.put(plan.id(), plan);
        chartings.clear();
    }

    /// The shipped plan of that name, if there is one, holds again.
    void forget(String plan) {
        plans.remove(plan);
        chartings.clear();
    }

    /// @param patient null while the care team has not described the patient
    Charting charting(@Nullable Patient patient, Instant takenAt) {
        PatientSettings settings = patient == null ? NO_SETTINGS : patient.settingsAt(takenAt);
        return chartings.computeIfAbsent(settings, set -> Charting.of(flavour, plan(set), set));
    }

    private Plan plan(PatientSettings settings) {
        String id = settings.plan() == null ? Plan.GENERAL : settings.plan();
        return Optional.ofNullable(plans.get(id)).or(() -> ShippedPlans.plan(id))
                .orElseGet(() -> plans.getOrDefault(Plan.GENERAL, ShippedPlans.general()));
    }
}
