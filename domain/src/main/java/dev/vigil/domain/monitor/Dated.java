package dev.vigil.domain.monitor;

import dev.vigil.domain.history.History;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.patient.Enrolment;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.patient.Pause;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the care team dated: settings, pauses, the enrolment. When one begins or ends, what is known is judged again at
/// that time; when one is entered for the past, the scores that were told since are told anew by what held then.
final class Dated {

    private Dated() {
    }

    /// Whether something began or ended since the patient's picture was published last: every decision publishes it
    /// after that, so each is seen once, and once more after a restart.
    static boolean hasTurned(Turn turn) {
        Patient patient = turn.patient;
        return patient != null && last(patient, turn.now).isAfter(turn.picturedAt());
    }

    /// When something begins or ends next.
    static Optional<Instant> next(Turn turn) {
        Patient patient = turn.patient;
        return patient == null ? Optional.empty()
                : Optional.of(next(patient, turn.now)).filter(next -> !next.equals(Instant.MAX));
    }

    private static Instant last(Patient patient, Instant now) {
        Instant[] last = {Instant.MIN};
        each(patient, turn -> last[0] = !turn.isAfter(now) && turn.isAfter(last[0]) ? turn : last[0]);
        return last[0];
    }

    private static Instant next(Patient patient, Instant now) {
        Instant[] next = {Instant.MAX};
        each(patient, turn -> next[0] = turn.isAfter(now) && turn.isBefore(next[0]) ? turn : next[0]);
        return next[0];
    }

    private static void each(Patient patient, Consumer<Instant> visit) {
        for (PatientSettings settings : patient.settings()) {
            visit.accept(settings.validFrom());
        }
        for (Pause pause : patient.pauses()) {
            interval(pause.from(), pause.to(), visit);
        }
        Enrolment enrolled = patient.enrolled();
        if (enrolled != null) {
            interval(enrolled.from(), enrolled.to(), visit);
        }
    }

    private static void interval(Instant from, @Nullable Instant to, Consumer<Instant> visit) {
        visit.accept(from);
        if (to != null) {
            visit.accept(to);
        }
    }

    /// Scores that were told of a time for which something else holds now than before.
    static void scoreAgain(Turn turn, @Nullable Patient before) {
        TreeSet<Instant> minutes = new TreeSet<>();
        for (ToldScore told : turn.history.scores(turn.now.minus(History.HORIZON), turn.now)) {
            Instant end = told.minute().plus(ToldScore.LENGTH).minusNanos(1);
            if (!Assessments.subject(before, end).equals(Assessments.subject(turn.patient, end))) {
                minutes.add(told.minute());
            }
        }
        Scoring.again(turn, minutes);
    }
}
