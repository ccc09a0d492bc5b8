package dev.vigil.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.wire.json.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final List<RecordedReading> readings = List.of(reading("a", 0, 30), reading("a", 100, 100),
            reading("b", 5000, 5000));

    @Test
    void shouldEndEachDeviceNowAndKeepItsDistances() {
        assertThat(Timeline.lastIsNow(readings, NOW)).extracting(RecordedReading::takenAt)
                .containsExactly(NOW.minusSeconds(100), NOW, NOW);
    }

    @Test
    void shouldBeginEachDeviceNowAndRunAsFastAsAsked() {
        assertThat(Timeline.firstIsNow(readings, NOW, 10)).extracting(RecordedReading::takenAt)
                .containsExactly(NOW, NOW.plusSeconds(10), NOW);
        assertThat(Timeline.firstIsNow(readings, NOW, 10).getFirst().arrivesAt()).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void shouldSendInTheOrderOfArrival() {
        assertThat(Timeline.inOrder(List.of(reading("a", 1, 50), reading("a", 2, 2))))
                .extracting(reading -> reading.takenAt().getEpochSecond()).containsExactly(2L, 1L);
    }

    private static RecordedReading reading(String device, long takenAt, long arrivesAt) {
        return new RecordedReading(device, Instant.ofEpochSecond(takenAt), Instant.ofEpochSecond(arrivesAt),
                Json.mapper().createObjectNode());
    }
}
