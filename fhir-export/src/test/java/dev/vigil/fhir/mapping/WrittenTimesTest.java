package dev.vigil.fhir.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;

/// They must be what HAPI makes of the same text.
class WrittenTimesTest {

    @Test
    void shouldBeWhatHapiReadsFromTheSameText() {
        Random random = new Random(41);
        for (int i = 0; i < 1_000; i++) {
            Instant time = Instant.ofEpochSecond(i % 7 == 0 ? 60L * i : random.nextLong(4_000_000_000L),
                    switch (i % 3) {
                        case 0 -> 0;
                        case 1 -> 1_000_000L * random.nextInt(1_000);
                        default -> random.nextInt(1_000_000_000);
                    });
            DateTimeType ours = WrittenTimes.dateTime(time);
            DateTimeType theirs = new DateTimeType(time.toString());
            assertThat(ours.getValueAsString()).isEqualTo(theirs.getValueAsString());
            assertThat(ours.getValue()).isEqualTo(theirs.getValue());
            assertThat(ours.copy().equalsDeep(theirs)).isTrue();
            assertThat(WrittenTimes.instant(time).copy().equalsDeep(new InstantType(time.toString()))).isTrue();
        }
    }

    @Test
    void shouldBeAValueToWhoeverAsks() {
        Observation observation = new Observation().setEffective(WrittenTimes.dateTime(Samples.TAKEN));
        assertThat(observation.hasEffectiveDateTimeType()).isTrue();
        assertThat(observation.getEffective().isEmpty()).isFalse();
        assertThat(observation.getEffectiveDateTimeType().hasValue()).isTrue();
    }
}
