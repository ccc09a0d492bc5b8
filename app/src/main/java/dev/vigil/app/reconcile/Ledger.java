package dev.vigil.app.reconcile;

import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.wire.OutcomeKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adds up what the topics hold and names what does not add up. No I/O: readers feed it, in the order readings,
/// outcomes, observations, so that whatever is seen later in the flow is at least as new.
///
/// Promises, per measurement: accepted = admitted + duplicate + quarantined + parked + withdrawn + not yet admitted,
/// and admitted = exported + failed for good + not yet exported. Not thread-safe.
final class Ledger {

    private static final int NAMED = 100;

    private final Map<OutcomeKey, Line> lines = new HashMap<>();
    private final Map<String, Observed> observed = new HashMap<>();
    private final Set<Place> unreadable = new HashSet<>();
    private final Set<Place> quarantinedBytes = new HashSet<>();
    private Instant retainedFrom = Instant.MAX;

    /// Where a record lies.
    record Place(int partition, long offset) {
    }

    /// What is known of one reading.
    private static final class Line {
        int accepted;
        int notYetAdmitted;
        @Nullable
        ReadingOutcome outcome;
    }

    private record Observed(int revision, int measurements, Export export) {
    }

    /// How far an admitted observation came.
    enum Export {
        EXPORTED, FAILED, PENDING
    }

    /// @param reached admission has committed beyond it
    void reading(Reading reading, boolean reached) {
        Line line = lines.computeIfAbsent(new OutcomeKey(reading.deviceId(), reading.id()), key -> new Line());
        if (reached) {
            line.accepted += reading.measurements().size();
        } else {
            line.notYetAdmitted += reading.measurements().size();
        }
        retainedFrom = reading.receivedAt().isBefore(retainedFrom) ? reading.receivedAt() : retainedFrom;
    }

    void unreadableReading(Place place) {
        unreadable.add(place);
    }

    void quarantinedBytes(Place place) {
        quarantinedBytes.add(place);
    }

    /// A later outcome of the same reading replaces the earlier one.
    void outcome(ReadingOutcome outcome) {
        lines.computeIfAbsent(new OutcomeKey(outcome.deviceId(), outcome.readingId()),
                key -> new Line()).outcome = outcome;
    }

    /// A higher revision replaces a lower one; the same revision twice is exported when either is.
    void observation(Observation observation, Export export) {
        Observed seen = new Observed(observation.revision(), observation.measurements().size(), export);
        observed.merge(observation.id(), seen, (one, other) -> one.revision() > other.revision() ? one : other);
    }

    LedgerReport report() {
        Tally tally = new Tally();
        lines.forEach((key, line) -> settle(key, line, tally));
        unreadable.stream().filter(place -> !quarantinedBytes.contains(place)).forEach(place -> tally.differ(
                "unreadable record at partition " + place.partition() + " offset " + place.offset()
                        + " is not in quarantine"));
        observed.values().forEach(seen -> {
            switch (seen.export()) {
                case EXPORTED -> tally.exported += seen.measurements();
                case FAILED -> tally.failed += seen.measurements();
                case PENDING -> tally.notYetExported += seen.measurements();
            }
        });
        return tally.report(unreadable.size());
    }

    private void settle(OutcomeKey key, Line line, Tally tally) {
        tally.accepted += line.accepted + line.notYetAdmitted;
        tally.notYetAdmitted += line.notYetAdmitted;
        ReadingOutcome outcome = line.outcome;
        if (outcome == null) {
            if (line.accepted > 0) {
                tally.differ(key + ": " + line.accepted + " measurements accepted, none accounted for");
            }
            return;
        }
        int accounted = outcome.measurements().size() + outcome.duplicates() + outcome.conflicts();
        boolean allRetained = !outcome.receivedAt().isBefore(retainedFrom);
        if (line.accepted + line.notYetAdmitted == 0) {
            if (allRetained) {
                tally.differ(key + ": accounted for, but never accepted");
            }
            return;
        }
        // While copies are still on their way the outcome may already count them, so only a shortfall is one.
        boolean tooFew = accounted < line.accepted;
        boolean tooMany = allRetained && accounted > line.accepted + line.notYetAdmitted;
        if (tooFew || tooMany) {
            tally.differ(key + ": " + line.accepted + " measurements accepted, " + accounted + " accounted for");
        }
        count(key, outcome, tally);
    }

    private void count(OutcomeKey key, ReadingOutcome outcome, Tally tally) {
        tally.duplicate += outcome.duplicates();
        tally.quarantined += outcome.conflicts();
        Map<String, Integer> admittedInto = new HashMap<>();
        for (ReadingOutcome.OfMeasurement measurement : outcome.measurements()) {
            switch (measurement.fate()) {
                case ADMITTED, REATTRIBUTED -> {
                    tally.admitted++;
                    admittedInto.merge(String.valueOf(measurement.observationId()), 1, Integer::sum);
                }
                case QUARANTINED -> tally.quarantined++;
                case PARKED -> tally.parked++;
                case WITHDRAWN -> tally.withdrawn++;
            }
        }
        admittedInto.forEach((observation, measurements) -> {
            Observed seen = observed.get(observation);
            if (seen == null) {
                tally.differ(key + ": admitted into observation " + observation + ", which is not there");
            } else if (seen.measurements() != measurements) {
                tally.differ(key + ": " + measurements + " measurements admitted, observation " + observation
                        + " has " + seen.measurements());
            }
        });
    }

    /// The sums, while they are added up.
    private static final class Tally {
        long accepted;
        long notYetAdmitted;
        long admitted;
        long duplicate;
        long quarantined;
        long parked;
        long withdrawn;
        long exported;
        long failed;
        long notYetExported;
        long differences;
        final List<String> named = new ArrayList<>();

        void differ(String difference) {
            differences++;
            if (named.size() < NAMED) {
                named.add(difference);
            }
        }

        LedgerReport report(int unreadable) {
            return new LedgerReport(accepted, notYetAdmitted, admitted, duplicate, quarantined, parked, withdrawn,
                    unreadable, exported, failed, notYetExported, differences, named);
        }
    }
}
