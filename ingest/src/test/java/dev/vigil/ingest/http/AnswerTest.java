package dev.vigil.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.http.Replies;
import dev.vigil.ingest.advice.AdviceTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void shouldWriteWhatHasNothingToSayLikeEverythingElse() {
        for (int accepted : new int[] {1, 10, 10_000}) {
            Answer answer = new Answer(accepted, List.of(), List.of(), List.of(), null);
            assertThat(Answer.plain(accepted)).isEqualTo(Replies.bytes(answer.members(AdviceTexts.in(null))));
        }
    }
}
