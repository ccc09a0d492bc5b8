package dev.vigil.domain.admission;

import dev.vigil.domain.admission.Admission.Decision;
import dev.vigil.domain.admission.AdmissionOutcome.Admitted;
import dev.vigil.domain.admission.AdmissionOutcome.Recorded;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Holds the weights that a decision tells of, or takes back, against the others of the same scale, and tells those
/// anew that are seen otherwise by now. What is no weight passes through.
final class WeightDoubts {

    /// What came late may speak for or against weights of as long after it.
    private static final Duration KEPT = Weighed.LOOKS_BACK.multipliedBy(2);

    /// Four a day, and some more; of a device that weighs more often, the newest.
    private static final int MOST_KEPT = 64;

    private final Map<ReadingId, Weighed> before = new LinkedHashMap<>();
    private final Map<ReadingId, Weighed> after;

    private WeightDoubts(DeviceState device, List<AdmissionOutcome> outcomes, ReadingsInMind memory) {
        for (Weighing weighing : device.weighings()) {
            Weighed.of(memory.find(weighing.readingId())).ifPresent(each -> before.put(weighing.readingId(), each));
        }
        after = new LinkedHashMap<>(before);
        for (AdmissionOutcome outcome : outcomes) {
            if (outcome instanceof Recorded(RememberedReading remembered)) {
                ReadingId id = remembered.outcome().readingId();
                Weighed.of(remembered).ifPresentOrElse(each -> after.put(id, each), () -> after.remove(id));
            }
        }
    }

    static Decision weigh(Decision decision, ReadingsInMind memory, Instant now) {
        if (decision.outcomes().stream().noneMatch(WeightDoubts::tellsOfAWeight)) {
            return decision;
        }
        WeightDoubts doubts = new WeightDoubts(decision.device(), decision.outcomes(), memory);
        List<AdmissionOutcome> outcomes = new ArrayList<>();
        decision.outcomes().forEach(outcome -> outcomes.add(doubts.weighed(outcome)));
        doubts.before.forEach((id, weighed) -> doubts.toldAnew(weighed, memory, now).ifPresent(outcomes::addAll));
        return new Decision(decision.device().weighing(doubts.kept()), outcomes);
    }

    private static boolean tellsOfAWeight(AdmissionOutcome outcome) {
        return outcome instanceof Admitted(Observation observation) && observation.measurements().stream()
                .anyMatch(measurement -> measurement.vital() == Vital.BODY_WEIGHT);
    }

    /// What is taken back is taken back as it was told.
    private AdmissionOutcome weighed(AdmissionOutcome outcome) {
        if (!(outcome instanceof Admitted(Observation told))) {
            return outcome;
        }
        Map<ReadingId, Weighed> by = told.status() == ObservationStatus.ENTERED_IN_ERROR ? before : after;
        Weighed weighed = by.get(told.readingId());
        return weighed != null && weighed.isDoubted(by.values()) ? new Admitted(told.doubting(Vital.BODY_WEIGHT,
                Doubt.WEIGHT)) : outcome;
    }

    private Optional<List<AdmissionOutcome>> toldAnew(Weighed weighed, ReadingsInMind memory, Instant now) {
        ReadingId id = weighed.weighing().readingId();
        RememberedReading remembered = memory.find(id);
        AdmittedReading admitted = remembered == null ? null : remembered.admitted();
        if (remembered == null || admitted == null || !weighed.equals(after.get(id))
                || weighed.isDoubted(before.values()) == weighed.isDoubted(after.values())) {
            return Optional.empty();
        }
        return Optional.of(Verdict.of(remembered, admitted, now).amended(admitted.patientId(),
                remembered.outcome()).stream().map(this::weighed).toList());
    }

    private List<Weighing> kept() {
        TreeSet<Weighing> all = new TreeSet<>();
        after.values().forEach(each -> all.add(each.weighing()));
        if (!all.isEmpty()) {
            Instant oldest = all.last().takenAt().minus(KEPT);
            all.removeIf(each -> each.takenAt().isBefore(oldest));
        }
        while (all.size() > MOST_KEPT) {
            all.pollFirst();
        }
        return List.copyOf(all);
    }
}
