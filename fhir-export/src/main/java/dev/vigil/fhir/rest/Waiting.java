package dev.vigil.fhir.rest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits between two tries, and tells the operator why.
final class Waiting {

    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final Precedence precedence;

    Waiting(Precedence precedence) {
        this.precedence = precedence;
    }

    Optional<String> problem() {
        return problems.values().stream().findFirst();
    }

    /// All of a lane's is delivered.
    void over(Lane lane) {
        problems.remove(lane.name());
    }

    /// @param attempts a first misfortune is nobody's business
    void after(Pause pause, Lane lane, int attempts) throws InterruptedException {
        switch (pause) {
            case Pause.None ignored -> problems.remove(lane.name());
            case Pause.BackOff(Duration length, String why) -> {
                if (attempts > 0) {
                    tell(lane, why, length);
                }
                Thread.sleep(length);
            }
            case Pause.CallOperator(Duration length, String why) -> {
                tell(lane, why + ": check the address, the permissions and the server's settings", length);
                sleepAside(lane, length);
            }
        }
    }

    /// Asks until there is an answer that can be used.
    ///
    /// @param use gives nothing where the answer is of no use
    <T> T ask(Lane lane, BackOff backOff, Question question, Function<Found.Resources, T> use)
            throws InterruptedException {
        for (int attempts = 0;; attempts++) {
            switch (question.ask()) {
                case Found.Resources resources -> {
                    return use.apply(resources);
                }
                case Found.Failed(Answer answer) -> after(pause(answer, backOff, attempts), lane, attempts);
            }
        }
    }

    /// @param name of the topic
    /// @param waiting whether what is on its way waits already, and so holds up nobody who is not behind it
    record Lane(String name, boolean critical, boolean waiting) {
    }

    interface Question {
        Found ask() throws InterruptedException;
    }

    static Pause pause(Answer answer, BackOff backOff, int attempts) {
        return switch (answer) {
            case Answer.Broken(String reason, boolean ignored) ->
                new Pause.BackOff(backOff.after(attempts, null), reason);
            case Answer.Answered answered -> {
                String why = "the FHIR server answers " + answered.status() + " to a question";
                yield switch (Meaning.of(answered.status())) {
                    case BUSY, TROUBLED, TAKEN, OVERTAKEN ->
                        new Pause.BackOff(backOff.after(attempts, answered.retryAfter()), why);
                    case FORBIDDEN, MISPLACED, REFUSED, TOO_LARGE -> new Pause.CallOperator(backOff.operator(), why);
                };
            }
        };
    }

    private void sleepAside(Lane lane, Duration length) throws InterruptedException {
        if (lane.critical()) {
            precedence.stick();
        }
        try {
            Thread.sleep(length);
        } finally {
            if (lane.critical()) {
                precedence.moveOn();
            }
        }
    }

    private void tell(Lane lane, String why, Duration length) {
        if (!why.equals(problems.put(lane.name(), why))) {
            LOG.warn("{}: {}; trying again in {}", lane.name(), why, length);
        }
    }
}
