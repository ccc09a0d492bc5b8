package dev.vigil.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vigil.domain.id.DeviceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsTopicTest {

    @Test
    void shouldKnowTheDeviceOfATopicBelowTheSitesOwnLevels() {
        ReadingsTopic topic = ReadingsTopic.of("$share/a/clinic/north/+/readings");
        assertThat(topic.filter()).isEqualTo("$share/a/clinic/north/+/readings");
        assertThat(topic.device("clinic/north/cuff-1/readings")).contains(new DeviceId("cuff-1"));
        assertThat(topic.outcomesOf(new DeviceId("cuff-1"))).isEqualTo("clinic/north/cuff-1/outcomes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vigil//readings", "vigil/readings", "vigil/a b/readings", "vigil/a/b/readings",
        "vigil/a/outcomes", "other/a/readings", ""})
    void shouldFindNoDeviceInAnyOtherTopic(String topic) {
        assertThat(ReadingsTopic.of("vigil/+/readings").device(topic)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vigil/#", "+/readings", "vigil/+/+/readings", "$share/vigil/+/readings", "$SYS/+/readings",
        "vigil/+/readings/more", "$share/g", ""})
    void shouldRefuseAFilterThatDoesNotNameOneDevice(String filter) {
        assertThatIllegalArgumentException().isThrownBy(() -> ReadingsTopic.of(filter))
                .withMessage("must end in /+/readings");
    }
}
