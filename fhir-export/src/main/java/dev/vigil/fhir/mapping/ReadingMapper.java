package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.mapping.BloodPressureMapper.Pressures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// An admitted reading as its Observations: the pressures as one panel, everything else one each.
public final class ReadingMapper {

    private ReadingMapper() {
    }

    public static List<org.hl7.fhir.r4.model.Observation> map(Observation reading, Subject subject) {
        List<Map<Vital, Measurement>> rounds = rounds(reading.measurements());
        List<org.hl7.fhir.r4.model.Observation> resources = new ArrayList<>();
        for (int occurrence = 0; occurrence < rounds.size(); occurrence++) {
            mapRound(reading, rounds.get(occurrence), occurrence, subject, resources);
        }
        return resources;
    }

    private static void mapRound(Observation reading, Map<Vital, Measurement> round, int occurrence, Subject subject,
            List<org.hl7.fhir.r4.model.Observation> resources) {
        if (round.containsKey(Vital.SYSTOLIC_BP) || round.containsKey(Vital.DIASTOLIC_BP)) {
            Pressures pressures = new Pressures(round.remove(Vital.SYSTOLIC_BP), round.remove(Vital.DIASTOLIC_BP),
                    round.remove(Vital.MEAN_ARTERIAL_PRESSURE));
            String id = ResourceIds.ofVital(reading.id(), Vital.SYSTOLIC_BP, occurrence);
            resources.add(BloodPressureMapper.map(reading, pressures, id, subject));
        }
        round.forEach((vital, measurement) -> resources.add(VitalSignMapper.map(reading, measurement,
                ResourceIds.ofVital(reading.id(), vital, occurrence), subject)));
    }

    /// A reading may hold a vital twice; the second one belongs to a second set, so that no resource hides another.
    private static List<Map<Vital, Measurement>> rounds(List<Measurement> measurements) {
        List<Map<Vital, Measurement>> rounds = new ArrayList<>();
        for (Measurement measurement : measurements) {
            rounds.stream().filter(round -> !round.containsKey(measurement.vital())).findFirst()
                    .orElseGet(() -> added(rounds)).put(measurement.vital(), measurement);
        }
        return rounds;
    }

    private static Map<Vital, Measurement> added(List<Map<Vital, Measurement>> rounds) {
        rounds.add(new EnumMap<>(Vital.class));
        return rounds.getLast();
    }
}
