package dev.vigil.fhir.rest;

import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Answer.Broken;
import dev.vigil.fhir.rest.Answer.Entry;
import dev.vigil.fhir.rest.Step.Stored;
import dev.vigil.fhir.sink.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides what an answer means for what was sent.
///
/// Nothing is given up for the server's own troubles, however long they last. A batch refused as a whole is halved
/// until the culprit stands alone. A lone entry is given up only after the server has just taken what it refers to and
/// refuses it still: so neither a lost Patient nor a server that knows no batch, or answers 500 to everything, empties
/// the topics into the failed one. An entry counts as stored only when the answer names its place or its version;
/// otherwise it is looked for.
final class Delivery {

    /// After so many answers of 409 or 500 in a row it may be the entry's own fault.
    private static final int PATIENCE = 5;

    private static final int SEALED = 403;
    private static final int CREATED = 201;

    private final BackOff backOff;
    private final Knowledge server;

    Delivery(BackOff backOff, Knowledge server) {
        this.backOff = backOff;
        this.server = server;
    }

    /// What is known of the server by now.
    interface Knowledge {

        /// Whether it knows a resource that it gets a second time.
        boolean isResendHarmless(Outgoing entry);

        /// Whether a refusal may mean our id alone.
        boolean mayRefuseOurId(Outgoing entry);

        /// Whether it has lately let us write others of the type.
        boolean letsOthersIn(Outgoing entry);
    }

    Step decide(Work work, Answer answer) {
        return switch (answer) {
            case Broken(String reason, boolean sent) -> later(sent ? doubtful(work, 0) : work, null, reason);
            case Answered answered when work.isSingle() -> single(work, answered);
            case Answered answered -> batch(work, answered);
        };
    }

    /// Nobody can tell what the server has of it: nothing was sent.
    Step unanswered(Work work, Answer answer) {
        return switch (answer) {
            case Broken(String reason, boolean ignored) -> later(work, null, reason);
            case Answered answered when isPassing(work, answered) ->
                later(work, answered.retryAfter(), says(answered));
            case Answered answered -> decide(work, answered);
        };
    }

    private static boolean isPassing(Work work, Answered answered) {
        Meaning meaning = Meaning.of(answered.status());
        return meaning == Meaning.BUSY || (meaning == Meaning.TROUBLED && work.attempts() < PATIENCE);
    }

    /// Whether what is not there may still come, so that to send it again could double it: a server can take a resource
    /// and store it later, or go on with a request after we gave up waiting for its answer.
    boolean isInDoubt(Outgoing missing) {
        return missing.look() == Look.AFTER && missing.looks() < PATIENCE
                && !server.isResendHarmless(missing);
    }

    /// Looks again later for what is in doubt; the rest waits with it.
    Step lookAgain(Work work) {
        int looks = work.entries().stream().filter(this::isInDoubt).mapToInt(Outgoing::looks).max().orElse(0);
        return Step.again(work.with(entry -> isInDoubt(entry) ? entry.lookedInVain() : entry),
                new Pause.BackOff(backOff.after(looks, null), "what was sent is not there yet"));
    }

    private Step single(Work work, Answered answer) {
        return switch (Meaning.of(answer.status())) {
            case TAKEN -> entries(work, answer);
            case BUSY -> later(work, answer);
            case TROUBLED -> work.attempts() < PATIENCE ? later(work, answer)
                    : suspected(work, answer);
            case OVERTAKEN -> work.attempts() < PATIENCE ? lookFirst(work, says(answer)) : suspected(work, answer);
            case FORBIDDEN -> forbidden(work, answer);
            case MISPLACED, REFUSED -> suspected(work, answer);
            case TOO_LARGE -> Step.refuse(refusal(work, answer));
        };
    }

    /// A record that is sealed, or a credential that holds no more: the server tells by what it does with others.
    private Step forbidden(Work work, Answered answer) {
        Outgoing entry = work.entries().getFirst();
        return answer.status() == SEALED && !entry.isReference() && server.letsOthersIn(entry) ? Step.bar(entry)
                : operator(work, answer);
    }

    private Step batch(Work work, Answered answer) {
        return switch (Meaning.of(answer.status())) {
            case TAKEN -> entries(work, answer);
            case BUSY -> later(work, answer);
            case TROUBLED -> work.attempts() < PATIENCE ? later(work, answer)
                    : Step.again(doubtful(work, answer.status()).singles());
            case FORBIDDEN, MISPLACED -> operator(work, answer);
            case REFUSED, TOO_LARGE, OVERTAKEN -> Step.again(work.halves());
        };
    }

    /// Each entry has an answer of its own; a 429 can hide in there.
    private Step entries(Work work, Answered answer) {
        if (answer.entries().size() != work.entries().size()) {
            return later(doubtful(work, 0), null, "the answer has not one entry per entry sent");
        }
        Sorting sorting = new Sorting(work, answer.retryAfter());
        for (int i = 0; i < work.entries().size(); i++) {
            sorting.sort(work.entries().get(i), answer.entries().get(i));
        }
        return sorting.step();
    }

    private static List<Work> retry(List<Outgoing> unlucky, int attempts) {
        if (unlucky.isEmpty()) {
            return List.of();
        }
        Work together = new Work(unlucky, attempts, false);
        return attempts < PATIENCE ? List.of(together) : together.singles();
    }

    /// What the entry refers to is sent again before it is given up; then it may be our id alone that is refused. Where
    /// there is nothing to prove by, only an answer that speaks of the entry itself counts.
    private Step suspected(Work work, Answered answer) {
        Outgoing entry = work.entries().getFirst();
        Meaning meaning = Meaning.of(answer.status());
        boolean unproven = entry.isReference() || entry.export().references().isEmpty();
        if ((meaning == Meaning.REFUSED || meaning == Meaning.MISPLACED) && (unproven || work.suspect())
                && server.mayRefuseOurId(entry)) {
            return Step.again(List.of(Work.first(List.of(entry.underTheirId(true)))));
        }
        if (unproven) {
            return switch (meaning) {
                case TROUBLED, BUSY -> later(work, answer);
                case MISPLACED, FORBIDDEN -> operator(work, answer);
                case REFUSED, TOO_LARGE, TAKEN, OVERTAKEN -> Step.refuse(refusal(work, answer));
            };
        }
        return work.suspect() ? Step.refuse(refusal(work, answer))
                : Step.again(List.of(Work.suspect(entry, work.attempts())));
    }

    private static Refusal refusal(Work work, Answered answer) {
        return work.entries().getFirst().refused(answer.status(), says(answer), answer.operationOutcome());
    }

    private Step later(Work work, Answered answer) {
        return later(doubtful(work, answer.status()), answer.retryAfter(), says(answer));
    }

    private Step later(Work work, @Nullable Duration retryAfter, String why) {
        return Step.again(work.again(), backOff(work, retryAfter, why));
    }

    private Step lookFirst(Work work, String why) {
        return Step.again(work.with(entry -> entry.looking(Look.BEFORE)).again(), backOff(work, null, why));
    }

    /// What was sent may have arrived, though the answer does not say so.
    ///
    /// @param status 0 where there is none
    private Work doubtful(Work work, int status) {
        return work.with(entry -> doubtful(entry, status));
    }

    /// A server that says that it is busy has not begun: one look is enough.
    private Outgoing doubtful(Outgoing entry, int status) {
        if (server.isResendHarmless(entry)) {
            return entry;
        }
        int looks = status == 429 || status == 503 || status == 409 ? PATIENCE : 0;
        return entry.looked(Look.AFTER, Math.max(looks, entry.looks()));
    }

    private Pause backOff(Work work, @Nullable Duration retryAfter, String why) {
        return new Pause.BackOff(backOff.after(work.attempts(), retryAfter), why);
    }

    private Step operator(Work work, Answered answer) {
        return Step.again(work.with(entry -> entry.underTheirId(false)),
                new Pause.CallOperator(backOff.operator(), says(answer)));
    }

    private static String says(Answered answer) {
        return "the FHIR server answers " + answer.status();
    }

    /// The entries of a good answer, put where they belong.
    private final class Sorting {

        private final Work work;
        private final @Nullable Duration retryAfter;
        private final List<Stored> stored = new ArrayList<>();
        private final List<Refusal> refused = new ArrayList<>();
        private final List<Outgoing> unlucky = new ArrayList<>();
        private final List<Outgoing> forbidden = new ArrayList<>();
        private final List<Work> again = new ArrayList<>();
        private Pause pause = new Pause.None();

        Sorting(Work work, @Nullable Duration retryAfter) {
            this.work = work;
            this.retryAfter = retryAfter;
        }

        void sort(Outgoing entry, Entry answer) {
            switch (Meaning.of(answer.status())) {
                case TAKEN -> taken(entry, answer);
                case BUSY, TROUBLED -> {
                    unlucky.add(doubtful(entry, answer.status()));
                    backOff(answer);
                }
                case OVERTAKEN -> {
                    unlucky.add(entry.looking(Look.BEFORE));
                    backOff(answer);
                }
                case FORBIDDEN -> forbidden.add(entry);
                case MISPLACED, REFUSED, TOO_LARGE -> again.add(Work.suspect(entry, 0));
            }
        }

        private void taken(Outgoing entry, Entry answer) {
            if (answer.proven()) {
                stored.add(new Stored(entry, answer.location(), answer.status() == CREATED));
            } else if (entry.look() != Look.AFTER) {
                again.add(new Work(List.of(entry.looking(Look.AFTER)), 1, false));
            } else if (work.attempts() < PATIENCE) {
                again.add(new Work(List.of(entry), work.attempts() + 1, false));
            } else if (!work.suspect()) {
                again.add(Work.suspect(entry, work.attempts()));
            } else {
                refused.add(entry.refused(answer.status(), "the FHIR server answers " + answer.status()
                        + ", time and again, and stores nothing", answer.operationOutcome()));
            }
        }

        private void backOff(Entry answer) {
            pause = Delivery.this.backOff(work, retryAfter, "entries are answered " + answer.status());
        }

        /// A record that is sealed costs its neighbours nothing; where none of a type may be written a person helps.
        Step step() {
            Set<String> permitted = stored.stream().map(each -> each.entry().resource().type())
                    .collect(Collectors.toSet());
            List<Outgoing> barred = forbidden.stream()
                    .filter(entry -> !entry.isReference() && permitted.contains(entry.resource().type())).toList();
            forbidden.removeAll(barred);
            if (!forbidden.isEmpty()) {
                unlucky.addAll(forbidden);
                pause = new Pause.CallOperator(backOff.operator(), "entries are forbidden");
            }
            again.addAll(retry(unlucky, work.attempts() + 1));
            return new Step(stored, refused, barred, again, pause);
        }
    }
}
