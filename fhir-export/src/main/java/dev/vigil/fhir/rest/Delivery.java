package dev.vigil.fhir.rest;

import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Answer.Broken;
import dev.vigil.fhir.sink.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides what an answer means for what was sent.
///
/// Nothing is given up for the server's own troubles, however long they last. A batch refused as a whole is halved
/// until the culprit stands alone. A lone entry is given up only after the server has just taken what it refers to and
/// refuses it still: so neither a lost Patient nor a server that knows no batch, or answers 500 to everything, empties
/// the topics into the failed one.
final class Delivery {

    /// After so many answers of 409 or 500 in a row it may be the entry's own fault.
    private static final int PATIENCE = 5;

    private final BackOff backOff;

    Delivery(BackOff backOff) {
        this.backOff = backOff;
    }

    Step decide(Work work, Answer answer) {
        return switch (answer) {
            case Broken(String reason) -> later(work, null, reason);
            case Answered answered when work.isSingle() -> single(work, answered);
            case Answered answered -> batch(work, answered);
        };
    }

    private Step single(Work work, Answered answer) {
        return switch (Meaning.of(answer.status())) {
            case TAKEN -> Step.done();
            case BUSY -> later(work, answer.retryAfter(), says(answer));
            case TROUBLED -> work.attempts() < PATIENCE ? later(work, answer.retryAfter(), says(answer))
                    : suspected(work, answer);
            case FORBIDDEN -> operator(work, answer);
            case MISPLACED, REFUSED -> suspected(work, answer);
            case TOO_LARGE -> Step.refuse(refusal(work, answer));
        };
    }

    private Step batch(Work work, Answered answer) {
        return switch (Meaning.of(answer.status())) {
            case TAKEN -> entries(work, answer);
            case BUSY -> later(work, answer.retryAfter(), says(answer));
            case TROUBLED -> work.attempts() < PATIENCE ? later(work, answer.retryAfter(), says(answer))
                    : Step.again(work.singles());
            case FORBIDDEN, MISPLACED -> operator(work, answer);
            case REFUSED, TOO_LARGE -> Step.again(work.halves());
        };
    }

    /// Each entry has an answer of its own; a 429 can hide in there.
    private Step entries(Work work, Answered answer) {
        if (answer.entries().size() != work.entries().size()) {
            return later(work, null, "the answer has not one entry per entry sent");
        }
        List<Outgoing> unlucky = new ArrayList<>();
        List<Work> again = new ArrayList<>();
        Pause pause = new Pause.None();
        for (int i = 0; i < work.entries().size(); i++) {
            Outgoing entry = work.entries().get(i);
            int status = answer.entries().get(i).status();
            switch (Meaning.of(status)) {
                case TAKEN -> {}
                case BUSY, TROUBLED -> {
                    unlucky.add(entry);
                    pause = longer(pause, backOff(work, answer.retryAfter(), "entries are answered " + status));
                }
                case FORBIDDEN -> {
                    unlucky.add(entry);
                    pause = new Pause.CallOperator(backOff.operator(), "entries are answered " + status);
                }
                case MISPLACED, REFUSED, TOO_LARGE -> again.add(Work.suspect(entry, 0));
            }
        }
        again.addAll(retry(unlucky, work.attempts() + 1));
        return new Step(List.of(), again, pause);
    }

    private static List<Work> retry(List<Outgoing> unlucky, int attempts) {
        if (unlucky.isEmpty()) {
            return List.of();
        }
        Work together = new Work(unlucky, attempts, false);
        return attempts < PATIENCE ? List.of(together) : together.singles();
    }

    private static Pause longer(Pause present, Pause added) {
        return present instanceof Pause.CallOperator ? present : added;
    }

    /// What the entry refers to is sent again before it is given up. Where there is nothing to prove by, only an answer
    /// that speaks of the entry itself counts.
    private Step suspected(Work work, Answered answer) {
        Outgoing entry = work.entries().getFirst();
        if (entry.isReference() || entry.export().references().isEmpty()) {
            return switch (Meaning.of(answer.status())) {
                case TROUBLED, BUSY -> later(work, answer.retryAfter(), says(answer));
                case MISPLACED, FORBIDDEN -> operator(work, answer);
                case REFUSED, TOO_LARGE, TAKEN -> Step.refuse(refusal(work, answer));
            };
        }
        return work.suspect() ? Step.refuse(refusal(work, answer))
                : Step.again(List.of(Work.suspect(entry, work.attempts())));
    }

    private static Refusal refusal(Work work, Answered answer) {
        return work.entries().getFirst().refused(answer.status(), says(answer), answer.operationOutcome());
    }

    private Step later(Work work, @Nullable Duration retryAfter, String why) {
        return Step.again(work.again(), backOff(work, retryAfter, why));
    }

    private Pause backOff(Work work, @Nullable Duration retryAfter, String why) {
        return new Pause.BackOff(backOff.after(work.attempts(), retryAfter), why);
    }

    private Step operator(Work work, Answered answer) {
        return Step.again(work, new Pause.CallOperator(backOff.operator(), says(answer)));
    }

    private static String says(Answered answer) {
        return "the FHIR server answers " + answer.status();
    }

    /// What a status says of a request or an entry.
    private enum Meaning {
        TAKEN, BUSY, TROUBLED, FORBIDDEN, MISPLACED, TOO_LARGE, REFUSED;

        static Meaning of(int status) {
            return switch (status) {
                case 408, 429, 502, 503, 504 -> BUSY;
                case 401, 403 -> FORBIDDEN;
                case 404, 405 -> MISPLACED;
                case 413 -> TOO_LARGE;
                case 409 -> TROUBLED;
                default -> status >= 200 && status < 300 ? TAKEN : beyond(status);
            };
        }

        private static Meaning beyond(int status) {
            if (status >= 500) {
                return TROUBLED;
            }
            return status >= 400 ? REFUSED : MISPLACED;
        }
    }
}
