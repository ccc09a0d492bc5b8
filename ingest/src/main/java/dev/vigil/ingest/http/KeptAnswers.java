package dev.vigil.ingest.http;

import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The answers given lately to requests with an `Idempotency-Key`, so that a repeat hears the same. Only what is final
/// is kept: a 429, a 503 and an answer that asks for some readings again must not be.
///
/// The memory is bounded, per sender and in all, and is this instance's own. What it has forgotten is answered anew,
/// and the identity of each reading still counts it once; then only the answer may differ, never what is stored.
/// Thread-safe.
final class KeptAnswers {

    static final int MOST_OF_A_SENDER = 256;

    /// Refusals and answers in all; an answer with more refusals than one sender may keep is not kept.
    static final int MOST_IN_ALL = 50_000;

    private static final String NOBODY = "";

    private final Map<String, Map<String, Kept>> senders = new LinkedHashMap<>(16, 0.75f, true);
    private int weight;

    private record Kept(byte[] digest, Answer answer) {

        int weight() {
            return 1 + answer.rejected().size();
        }
    }

    /// @param digest of everything that the request asks for
    /// @param answering asked where no answer is kept
    /// @throws ProblemException 422 where the key was used for another request
    Answer once(@Nullable String sender, String key, byte[] digest, Supplier<Answer> answering) {
        String whose = sender == null ? NOBODY : sender;
        Answer kept = find(whose, key, digest);
        if (kept != null) {
            return kept;
        }
        Answer answer = answering.get();
        if (answer.isFinal()) {
            keep(whose, key, new Kept(digest, answer));
        }
        return answer;
    }

    /// Answers and refusals kept now.
    synchronized int weight() {
        return weight;
    }

    private synchronized @Nullable Answer find(String sender, String key, byte[] digest) {
        Map<String, Kept> own = senders.get(sender);
        Kept kept = own == null ? null : own.get(key);
        if (kept == null) {
            return null;
        }
        if (!Arrays.equals(kept.digest(), digest)) {
            throw new ProblemException(Problem.of(422, "idempotency-key-reused", "Another request had this key",
                    "The Idempotency-Key was used for another request; give each request a key of its own."));
        }
        return kept.answer();
    }

    private synchronized void keep(String sender, String key, Kept kept) {
        if (kept.weight() > MOST_OF_A_SENDER) {
            return;
        }
        Map<String, Kept> own = senders.computeIfAbsent(sender, unknown -> new LinkedHashMap<>());
        if (own.putIfAbsent(key, kept) == null) {
            weight += kept.weight();
        }
        forget(own, MOST_OF_A_SENDER);
        while (weight > MOST_IN_ALL) {
            Iterator<Map<String, Kept>> longestSilent = senders.values().iterator();
            forget(longestSilent.next(), 0);
            longestSilent.remove();
        }
    }

    /// The oldest first.
    private void forget(Map<String, Kept> own, int most) {
        Iterator<Kept> oldest = own.values().iterator();
        int held = own.values().stream().mapToInt(Kept::weight).sum();
        while (held > most) {
            int gone = oldest.next().weight();
            oldest.remove();
            held -= gone;
            weight -= gone;
        }
    }
}
