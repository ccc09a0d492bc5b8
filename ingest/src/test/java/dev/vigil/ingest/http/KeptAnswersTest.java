package dev.vigil.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {

    private static final byte[] REQUEST = "a".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "b".getBytes(StandardCharsets.UTF_8);

    private final KeptAnswers answers = new KeptAnswers();

    @Test
    void shouldGiveTheSameKeyTheSameAnswer() {
        Answer first = answers.once("gw", "k", REQUEST, () -> accepted(1));
        assertThat(answers.once("gw", "k", REQUEST, () -> accepted(2))).isSameAs(first);
        assertThat(answers.once("other", "k", REQUEST, () -> accepted(2)).accepted()).isEqualTo(2);
        assertThat(answers.once(null, "k", REQUEST, () -> accepted(3)).accepted()).isEqualTo(3);
    }

    @Test
    void shouldRefuseAKeyThatWasUsedForAnotherRequest() {
        answers.once("gw", "k", REQUEST, () -> accepted(1));
        assertThatThrownBy(() -> answers.once("gw", "k", OTHER, () -> accepted(2)))
                .isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(422));
    }

    @Test
    void shouldKeepNoAnswerThatAsksForARepeat() {
        answers.once("gw", "k", REQUEST, () -> new Answer(1, refusals(1, "rate-limited"), List.of(), List.of(),
                Duration.ofSeconds(5)));
        answers.once("gw", "k", REQUEST,
                () -> new Answer(1, refusals(1, "device-not-allowed"), List.of(), List.of(), null));
        assertThat(answers.once("gw", "k", REQUEST, () -> accepted(2)).accepted()).isEqualTo(2);
    }

    @Test
    void shouldForgetTheOldestOfASenderFirst() {
        for (int i = 0; i <= KeptAnswers.MOST_OF_A_SENDER; i++) {
            answers.once("gw", "k" + i, REQUEST, () -> accepted(1));
        }
        assertThat(answers.weight()).isEqualTo(KeptAnswers.MOST_OF_A_SENDER);
        assertThat(answers.once("gw", "k1", REQUEST, () -> accepted(2)).accepted()).isEqualTo(1);
        assertThat(answers.once("gw", "k0", REQUEST, () -> accepted(2)).accepted()).isEqualTo(2);
    }

    @Test
    void shouldHoldNoMoreThanItsBoundWhoeverSends() {
        for (int sender = 0; sender < 2_000; sender++) {
            for (int i = 0; i < 30; i++) {
                answers.once("gw-" + sender, "k" + i, REQUEST,
                        () -> new Answer(0, refusals(20, "malformed"), List.of(), List.of(), null));
            }
            assertThat(answers.weight()).isLessThanOrEqualTo(KeptAnswers.MOST_IN_ALL);
        }
        answers.once("gw", "long", REQUEST,
                () -> new Answer(0, refusals(10_000, "malformed"), List.of(), List.of(), null));
        assertThat(answers.once("gw", "long", REQUEST, () -> accepted(2)).accepted()).as("too long to keep")
                .isEqualTo(2);
    }

    private static Answer accepted(int readings) {
        return new Answer(readings, List.of(), List.of(), List.of(), null);
    }

    private static List<Map<String, Object>> refusals(int count, String type) {
        return Collections.nCopies(count, Map.of("type", "urn:vigil:problem:" + type));
    }
}
