package dev.vigil.app.reconcile;

import dev.vigil.app.reconcile.SampledHours.Hour;
import dev.vigil.app.reconcile.SampledHours.Sent;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.window.Summary;
import dev.vigil.wire.OutcomeKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds up what the topics hold and names what does not add up. No I/O: readers feed it, and may do so while the
/// pipeline runs, when they read in this order: how far admission has committed; outcomes and quarantine, which then
/// hold all up to there; readings, which hold all that outcomes speak of; summaries; observations, which hold all that
/// both speak of.
///
/// Topics forget at their own pace, so only readings received within the range that all of them still hold count: a
/// resend of an older one does not.
///
/// Promises, per measurement: accepted = admitted + duplicate + quarantined + parked + withdrawn + not yet admitted,
/// and admitted = exported + failed for good + not yet exported. Not thread-safe.
final class Ledger {

    private static final int NAMED = 100;

    private final Map<OutcomeKey, Line> lines = new HashMap<>();
    private final Map<String, Observed> observed = new HashMap<>();
    private final List<Place> lostBytes = new ArrayList<>();
    private int unreadable;
    private final Instant from;
    private final Instant lately;
    private final SampledHours hours = new SampledHours();
    private long quarantinedWhole;

    /// @param from first receipt that counts
    /// @param lately what was received since then may not have gone into the samples of its hour yet
    Ledger(Instant from, Instant lately) {
        this.from = from;
        this.lately = lately;
    }

    /// What is known of one reading.
    private static final class Line {
        Instant receivedAt = Instant.MAX;
        int accepted;
        int notYetAdmitted;
        @Nullable
        ReadingOutcome outcome;
    }

    private record Observed(OutcomeKey reading, int revision, int measurements, boolean withdrawn,
            Export export, int failed, Instant receivedAt, List<Hour> sampled) {
    }

    /// How far an admitted observation came.
    enum Export {
        EXPORTED, PENDING
    }

    /// @param reached admission has committed beyond it
    void reading(Reading reading, boolean reached) {
        Line line = lines.computeIfAbsent(new OutcomeKey(reading.deviceId(), reading.id()), key -> new Line());
        if (reached) {
            line.accepted += reading.measurements().size();
        } else {
            line.notYetAdmitted += reading.measurements().size();
        }
        line.receivedAt = reading.receivedAt().isBefore(line.receivedAt) ? reading.receivedAt() : line.receivedAt;
    }

    /// A reading that admission put away as bytes, such as one under another device's key: it has no outcome.
    void readingQuarantinedWhole(Reading reading) {
        if (!reading.receivedAt().isBefore(from)) {
            quarantinedWhole += reading.measurements().size();
        }
    }

    void unreadableReading(Place place, boolean inQuarantine) {
        unreadable++;
        if (!inQuarantine) {
            lostBytes.add(place);
        }
    }

    /// A later outcome of the same reading replaces the earlier one.
    void outcome(ReadingOutcome outcome) {
        lines.computeIfAbsent(new OutcomeKey(outcome.deviceId(), outcome.readingId()),
                key -> new Line()).outcome = outcome;
    }

    /// Of an hour that goes out as samples.
    void summary(Summary summary, Sent sent) {
        hours.summary(summary, sent);
    }

    /// A higher revision replaces a lower one; the same revision twice is exported when either is.
    ///
    /// @param failed how many of its measurements were refused for good
    void observation(Observation observation, Export export, int failed) {
        if (observation.receivedAt().isBefore(from)) {
            return;
        }
        OutcomeKey reading = new OutcomeKey(observation.deviceId(), observation.readingId());
        Observed seen = new Observed(reading, observation.revision(), observation.measurements().size(),
                observation.status() == ObservationStatus.ENTERED_IN_ERROR, export, failed,
                observation.receivedAt(), hours.of(observation));
        observed.merge(observation.id(), seen, (one, other) -> one.revision() > other.revision() ? one : other);
    }

    LedgerReport report() {
        Tally tally = new Tally();
        tally.accepted = quarantinedWhole;
        tally.quarantined = quarantinedWhole;
        lines.forEach((key, line) -> settle(key, line, tally));
        lostBytes.forEach(place -> tally.differ("unreadable record at partition " + place.partition() + " offset "
                + place.offset() + " is not in quarantine"));
        observed.forEach((id, seen) -> requireKnown(id, seen, tally));
        compareHours(tally);
        return tally.report(unreadable);
    }

    private void compareHours(Tally tally) {
        hours.countAnew();
        for (Observed seen : observed.values()) {
            if (!seen.withdrawn()) {
                seen.sampled().forEach(hour -> hours.holds(hour, seen.receivedAt()));
            }
        }
        int missing = hours.compare(from, lately, tally::differ);
        tally.exported -= missing;
        tally.sampled -= missing;
        tally.notYetExported += missing;
    }

    private void settle(OutcomeKey key, Line line, Tally tally) {
        ReadingOutcome outcome = line.outcome;
        if ((outcome == null ? line.receivedAt : outcome.receivedAt()).isBefore(from)) {
            return;
        }
        tally.accepted += line.accepted + line.notYetAdmitted;
        if (outcome != null) {
            compare(key, line, outcome, tally);
            count(key, outcome, tally);
            return;
        }
        tally.notYetAdmitted += line.notYetAdmitted;
        if (line.accepted > 0) {
            tally.differ(key + ": " + line.accepted + " measurements accepted, none accounted for");
        }
    }

    /// The outcome may already count copies beyond what admission had committed when we asked.
    private static void compare(OutcomeKey key, Line line, ReadingOutcome outcome, Tally tally) {
        int accounted = outcome.measurements().size() + outcome.duplicates() + outcome.conflicts();
        int all = line.accepted + line.notYetAdmitted;
        if (accounted < line.accepted || accounted > all) {
            tally.differ(key + ": " + line.accepted + " measurements accepted, " + accounted + " accounted for");
        }
        tally.notYetAdmitted += Math.min(line.notYetAdmitted, Math.max(0, all - accounted));
    }

    /// An observation newer than the outcomes we read is of a reading without one; any other is in its outcome, unless
    /// it was withdrawn: the outcome then speaks of the patient who had the device.
    private void requireKnown(String id, Observed seen, Tally tally) {
        Line line = lines.get(seen.reading());
        ReadingOutcome outcome = line == null ? null : line.outcome;
        if (!seen.withdrawn() && outcome != null
                && outcome.measurements().stream().noneMatch(one -> id.equals(one.observationId()))) {
            tally.differ(seen.reading() + ": observation " + id + " is in no outcome");
        }
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
                return;
            }
            if (seen.measurements() != measurements) {
                tally.differ(key + ": " + measurements + " measurements admitted, observation " + observation
                        + " has " + seen.measurements());
            }
            tally.export(seen, measurements, hours);
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
        long sampled;
        long failed;
        long notYetExported;
        long differences;
        final List<String> named = new ArrayList<>();

        void export(Observed seen, int measurements, SampledHours hours) {
            int refused = Math.min(seen.failed(), measurements);
            failed += refused;
            switch (seen.export()) {
                case EXPORTED -> {
                    exported += measurements - refused;
                    seen.sampled().forEach(hour -> sampled(hours.sent(hour)));
                }
                case PENDING -> notYetExported += measurements - refused;
            }
        }

        /// A measurement that went out with the samples of its hour, as far as those went.
        void sampled(Sent sent) {
            switch (sent) {
                case EXPORTED -> sampled++;
                case PENDING -> {
                    exported--;
                    notYetExported++;
                }
                case REFUSED -> {
                    exported--;
                    failed++;
                }
            }
        }

        void differ(String difference) {
            differences++;
            if (named.size() < NAMED) {
                named.add(difference);
            }
        }

        LedgerReport report(int unreadable) {
            return new LedgerReport(accepted, notYetAdmitted, admitted, duplicate, quarantined, parked, withdrawn,
                    unreadable, exported, sampled, failed, notYetExported, differences, named);
        }
    }
}
