package dev.vigil.ingest.reception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.DeviceId;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final DeviceId LOUD = new DeviceId("loud");
    private static final DeviceId CALM = new DeviceId("calm");

    private final Rates<DeviceId> rates = new Rates<>(10);

    @Test
    void shouldTakeABurstAndThenTheRate() {
        assertThat(admitted(LOUD, START, 1000)).isEqualTo(200);
        assertThat(rates.admits(LOUD, START.plusMillis(99))).isFalse();
        assertThat(admitted(LOUD, START.plusSeconds(1), 100)).isEqualTo(10);
        assertThat(admitted(LOUD, START.plusSeconds(3600), 1000)).isEqualTo(200);
    }

    @Test
    void shouldKnowBeforehandWhetherThereIsRoom() {
        assertThat(rates.hasRoomFor(LOUD, START)).isTrue();
        assertThat(admitted(LOUD, START, 200)).isEqualTo(200);
        assertThat(rates.hasRoomFor(LOUD, START)).isFalse();
        assertThat(rates.hasRoomFor(LOUD, START.plusMillis(100))).isTrue();
        assertThat(admitted(LOUD, START.plusMillis(100), 2)).as("asking takes nothing").isEqualTo(1);
    }

    @Test
    void shouldHoldBackNoOtherDevice() {
        admitted(LOUD, START, 1000);
        assertThat(admitted(CALM, START, 100)).isEqualTo(100);
    }

    @Test
    void shouldForgetDevicesThatAreAtRest() {
        for (int i = 0; i < 50_000; i++) {
            rates.admits(new DeviceId("d" + i), START.plusSeconds(i));
        }
        assertThat(rates.size()).isLessThan(10_100);
        assertThat(admitted(LOUD, START.plusSeconds(50_000), 1000)).isEqualTo(200);
    }

    private long admitted(DeviceId device, Instant at, int attempts) {
        return IntStream.range(0, attempts).filter(i -> rates.admits(device, at)).count();
    }
}
