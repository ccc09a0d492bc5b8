package dev.vigil.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine.Original.OfBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
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

    /// Whatever is written over it, in any of its stores.
    @Test
    void shouldOutliveAnyBytes() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            for (String store : List.of(AdmissionTopology.DEVICES, AdmissionTopology.READINGS_SEEN,
                    AdmissionTopology.CONTENTS_SEEN, AdmissionTopology.PARKED, AdmissionTopology.UNSETTLED)) {
                admission.damage(store, harm(random));
            }
            admission.send(admission.heartRate("cuff", "s" + seed, admission.now(), 71));
            admission.send(admission.heartRate("scale", "s" + seed, admission.now(), 71));
            admission.retract("cuff", "s" + (seed - 1));
            admission.assign("cuff", seed % 2 == 0 ? "ada" : "bob");
            admission.advance(Duration.ofHours(random.nextInt(60)));
        }
        admission.assign("cuff", "cleo");
        admission.send(admission.heartRate("cuff", "last", admission.now(), 71));
        assertThat(admission.observations.readValuesToList()).as("seeds 0 to 199").filteredOn(
                observation -> observation.patientId().equals(new PatientId("cleo")))
                .extracting(observation -> observation.readingId().value()).contains("last");
    }

    private static UnaryOperator<byte[]> harm(Random random) {
        return bytes -> {
            byte[] harmed = Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : random.nextInt(64));
            for (int i = random.nextInt(4); i > 0 && harmed.length > 0; i--) {
                harmed[random.nextInt(harmed.length)] = (byte) random.nextInt();
            }
            return harmed;
        };
    }

    private List<String> observed() {
        return admission.observations.readValuesToList().stream().map(Observation::readingId)
                .map(id -> id.value()).toList();
    }

    private double counted(String store) {
        return admission.meters.counter("vigil.state.unreadable", "store", store).count();
    }
}
