package dev.vigil.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine.Original.OfBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What admission keeps cannot be read any more: it is set aside, said and counted, and admission goes on without it.
class DamagedAdmissionStateTest {

    @TempDir
    private Path stateDirectory;

    private AdmissionHarness admission;

    @BeforeEach
    void start() {
        admission = new AdmissionHarness(stateDirectory);
        admission.assign("cuff", "ada");
        admission.send(admission.heartRate("cuff", "r1", admission.now(), 71));
        admission.send(admission.heartRate("scale", "r2", admission.now(), 72));
    }

    @AfterEach
    void close() {
        admission.close();
    }

    @Test
    void shouldSetAsideADeviceThatItCannotReadAndLearnItAnew() {
        admission.damage(AdmissionTopology.DEVICES, bytes -> new byte[] {99});
        admission.send(admission.heartRate("cuff", "r3", admission.now(), 73));
        admission.assign("cuff", "ada");
        assertThat(observed()).containsExactly("r1", "r3");
        assertThat(admission.quarantine.readValuesToList()).singleElement().satisfies(aside -> {
            assertThat(aside.deviceId()).isEqualTo("cuff");
            assertThat(aside.original()).isEqualTo(OfBytes.of(new byte[] {99},
                    "admission-test-admission-devices-changelog", 0, -1));
        });
        assertThat(counted(AdmissionTopology.DEVICES)).isOne();
    }

    @Test
    void shouldGoOnWithoutTheReadingsThatItCannotRead() {
        admission.damage(AdmissionTopology.READINGS_SEEN, bytes -> Arrays.copyOf(bytes, bytes.length / 2));
        admission.retract("cuff", "r1");
        admission.send(admission.heartRate("cuff", "r4", admission.now(), 74));
        admission.assign("scale", "bob");
        admission.advance(Duration.ofHours(50));
        assertThat(observed()).as("the one that waited is kept as it came").containsExactly("r1", "r4", "r2");
        assertThat(counted(AdmissionTopology.READINGS_SEEN)).isEqualTo(2);
    }

    @Test
    void shouldGoOnWithoutWhatWaitedAndWithoutTheDaysThatItCannotRead() {
        admission.advance(Duration.ofHours(49));
        assertThat(admission.damage(AdmissionTopology.CONTENTS_SEEN, bytes -> new byte[] {1})).isPositive();
        admission.send(admission.heartRate("scale", "r5", admission.now(), 75));
        assertThat(admission.damage(AdmissionTopology.PARKED, bytes -> new byte[0])).isPositive();
        admission.assign("cuff", "bob");
        admission.assign("scale", "bob");
        admission.advance(Duration.ofDays(1));
        admission.advance(Duration.ofDays(31));
        admission.send(admission.heartRate("cuff", "r6", admission.now(), 76));
        assertThat(observed()).contains("r6");
        assertThat(counted(AdmissionTopology.PARKED)).isPositive();
        assertThat(counted(AdmissionTopology.CONTENTS_SEEN)).isPositive();
    }

    private List<String> observed() {
        return admission.observations.readValuesToList().stream().map(Observation::readingId)
                .map(id -> id.value()).toList();
    }

    private double counted(String store) {
        return admission.meters.counter("vigil.state.unreadable", "store", store).count();
    }
}
