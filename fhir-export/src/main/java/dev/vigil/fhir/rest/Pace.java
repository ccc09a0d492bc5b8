package dev.vigil.fhir.rest;

import dev.vigil.fhir.rest.Answer.Answered;
import dev.vigil.fhir.rest.Answer.Broken;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// How many resources a server likes at once: a few more while it answers swiftly, half as many when it is slow, busy
/// or finds it too large. Shared by all that send to the server.
final class Pace {

    private static final Duration SWIFT = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final int STEP = 5;

    private final int most;
    private final AtomicInteger entries;

    Pace(int most) {
        this.most = most;
        this.entries = new AtomicInteger(most);
    }

    int entries() {
        return entries.get();
    }

    void learn(int sent, Answer answer, Duration took) {
        entries.updateAndGet(present -> next(present, sent, answer, took));
    }

    private int next(int present, int sent, Answer answer, Duration took) {
        boolean tooMuch = switch (answer) {
            case Broken ignored -> took.compareTo(SLOW) > 0;
            case Answered answered -> isTooMuch(answered) || took.compareTo(SLOW) > 0;
        };
        if (tooMuch) {
            return Math.max(1, Math.min(present, sent) / 2);
        }
        return took.compareTo(SWIFT) < 0 && sent >= present ? Math.min(most, present + STEP) : present;
    }

    private static boolean isTooMuch(Answered answered) {
        Meaning meaning = Meaning.of(answered.status());
        return meaning == Meaning.TOO_LARGE || meaning == Meaning.BUSY
                || answered.entries().stream().anyMatch(entry -> Meaning.of(entry.status()) == Meaning.BUSY);
    }
}
