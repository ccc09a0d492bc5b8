package dev.vigil.app.reconcile;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Samples;
import dev.vigil.domain.window.Summary;
import dev.vigil.domain.window.WindowLength;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Holds the hours that were told as samples against the readings that they are of: as many of one as of the other.
final class SampledHours {

    private final Map<Hour, Told> told = new HashMap<>();
    private final Map<Hour, Seen> seen = new HashMap<>();

    /// How far the samples of an hour came.
    enum Sent {
        EXPORTED, PENDING, REFUSED
    }

    /// Hours begin on the clock's, in UTC.
    record Hour(PatientId patient, Vital vital, Instant from) {
        @Override
        public String toString() {
            return patient + " " + vital + " " + from;
        }
    }

    /// @param readings in all runs together; null where the hour was told again without them, because it is forgotten
    private record Told(int revision, @Nullable Integer readings, Sent sent) {
    }

    /// The readings that hold.
    private static final class Seen {
        private int readings;
        private Instant newest = Instant.MIN;
    }

    /// A higher revision replaces a lower one.
    void summary(Summary summary, Sent sent) {
        Hour hour = new Hour(summary.patientId(), summary.vital(), summary.from());
        Told before = told.get(hour);
        boolean isSampled = summary.window().equals(WindowLength.ONE_HOUR)
                && (before != null || !summary.samples().isEmpty());
        if (isSampled && (before == null || before.revision() <= summary.revision())) {
            Integer readings = summary.samples().isEmpty() ? null
                    : Integer.valueOf(summary.samples().stream().mapToInt(Samples::count).sum());
            told.put(hour, new Told(summary.revision(), readings, sent));
        }
    }

    /// The hours in which the observation should be found. What may not be trusted is told by itself.
    List<Hour> of(Observation observation) {
        List<Hour> hours = new ArrayList<>(0);
        Instant from = observation.takenAt().truncatedTo(ChronoUnit.HOURS);
        for (Measurement measurement : observation.measurements()) {
            Hour hour = new Hour(observation.patientId(), measurement.vital(), from);
            if (!measurement.questionable() && told.containsKey(hour) && !hours.contains(hour)) {
                hours.add(hour);
            }
        }
        return hours;
    }

    Sent sent(Hour hour) {
        Told known = told.get(hour);
        return known == null ? Sent.PENDING : known.sent();
    }

    /// Before what holds is counted.
    void countAnew() {
        seen.clear();
    }

    void holds(Hour hour, Instant receivedAt) {
        Seen counted = seen.computeIfAbsent(hour, any -> new Seen());
        counted.readings++;
        counted.newest = receivedAt.isAfter(counted.newest) ? receivedAt : counted.newest;
    }

    /// @param from earlier hours are not all in range
    /// @param lately what was received since then may still be told
    /// @return how many readings are still to be told
    int compare(Instant from, Instant lately, Consumer<String> difference) {
        int missing = 0;
        for (Map.Entry<Hour, Told> entry : told.entrySet()) {
            Hour hour = entry.getKey();
            Integer readings = entry.getValue().readings();
            Seen held = seen.getOrDefault(hour, new Seen());
            if (readings == null || hour.from().isBefore(from) || held.readings == readings) {
                continue;
            }
            if (held.readings > readings && !held.newest.isBefore(lately)) {
                missing += held.readings - readings;
            } else {
                difference.accept(hour + ": " + held.readings + " readings admitted, " + readings + " in samples");
            }
        }
        return missing;
    }
}
