package dev.vigil.fhir.mapping;

import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import dev.vigil.fhir.mapping.BloodPressureMapper.Pressures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// An admitted reading as its Observations: the pressures as one panel, everything else one each, and the device's
/// clock where it was corrected.
public final class ReadingMapper {

    private ReadingMapper() {
    }

    /// In FHIR's own flavour, held against no limits.
    public static List<org.hl7.fhir.r4.model.Observation> map(Observation reading, Subject subject) {
        return map(reading, subject, Charting.plain(Flavour.R4));
    }

    public static List<org.hl7.fhir.r4.model.Observation> map(Observation reading, Subject subject,
            Charting charting) {
        Charted charted = new Charted(reading, subject, charting);
        List<Map<Vital, Measurement>> rounds = rounds(shown(reading, charting));
        List<org.hl7.fhir.r4.model.Observation> resources = new ArrayList<>();
        for (int occurrence = 0; occurrence < rounds.size(); occurrence++) {
            mapRound(charted, rounds.get(occurrence), occurrence, resources);
        }
        if (!resources.isEmpty()) {
            ClockMapper.map(charted).ifPresent(resources::add);
        }
        return resources;
    }

    /// A correction or a withdrawal is always told: the reading may have been there before the plan was changed.
    private static List<Measurement> shown(Observation reading, Charting charting) {
        return reading.revision() > 0 || charting.showsAll() ? reading.measurements()
                : reading.measurements().stream().filter(measurement -> charting.shows(reading, measurement)).toList();
    }

    private static void mapRound(Charted charted, Map<Vital, Measurement> round, int occurrence,
            List<org.hl7.fhir.r4.model.Observation> resources) {
        Observation reading = charted.reading();
        if (round.containsKey(Vital.SYSTOLIC_BP) || round.containsKey(Vital.DIASTOLIC_BP)) {
            Pressures pressures = new Pressures(round.remove(Vital.SYSTOLIC_BP), round.remove(Vital.DIASTOLIC_BP),
                    round.remove(Vital.MEAN_ARTERIAL_PRESSURE));
            String id = ResourceIds.ofVital(reading.id(), Vital.SYSTOLIC_BP, occurrence);
            resources.add(BloodPressureMapper.map(charted, pressures, id));
        }
        round.forEach((vital, measurement) -> resources.add(VitalSignMapper.map(charted, measurement,
                ResourceIds.ofVital(reading.id(), vital, occurrence))));
    }

    /// A reading may hold a vital twice; the second one belongs to a second set, so that no resource hides another.
    private static List<Map<Vital, Measurement>> rounds(List<Measurement> measurements) {
        List<Map<Vital, Measurement>> rounds = new ArrayList<>();
        for (Measurement measurement : measurements) {
            int round = 0;
            while (round < rounds.size() && rounds.get(round).containsKey(measurement.vital())) {
                round++;
            }
            if (round == rounds.size()) {
                rounds.add(new EnumMap<>(Vital.class));
            }
            rounds.get(round).put(measurement.vital(), measurement);
        }
        return rounds;
    }
}
