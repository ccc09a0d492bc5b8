package dev.vigil.streams.admission;

import static dev.vigil.streams.admission.AdmissionHarness.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.admission.Admission;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original.OfBytes;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.RawMeasurement;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.ReadingOutcome.Fate;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.streams.StreamsConfig;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTopologyTest {

    private static final Instant YEAR_2099 = Instant.parse("2099-01-01T00:00:00Z");

    @TempDir
    private Path stateDirectory;

    private AdmissionHarness admission;

    @BeforeEach
    void start() {
        admission = new AdmissionHarness(stateDirectory);
    }

    @AfterEach
    void close() {
        admission.close();
    }

    @Test
    void shouldKeepItsPublishedShape() throws IOException {
        String described = AdmissionTopology.build(StreamsConfig.PARKED_AT_MOST, InstantSource.system(),
                new SimpleMeterRegistry()).describe().toString();

        try (InputStream golden = getClass().getResourceAsStream("/golden/admission-topology.txt")) {
            assertThat(described.strip()).isEqualTo(new String(golden.readAllBytes(), UTF_8).strip());
        }
    }

    @Test
    void shouldAdmitToWhoeverHadTheDeviceWhenItWasTakenStampedWithItsReceipt() {
        admission.assign("cuff", new Assignment(new PatientId("ada"), START.minusSeconds(7200), START.minusSeconds(60)),
                new Assignment(new PatientId("bob"), START.minusSeconds(60), null));

        admission.send(admission.heartRate("cuff", "1", START.minusSeconds(61), 70));
        admission.send(admission.heartRate("cuff", "2", START.minusSeconds(60), 71));

        List<TestRecord<PatientId, Observation>> records = admission.observations.readRecordsToList();
        assertThat(records).extracting(record -> record.key().value()).containsExactly("ada", "bob");
        assertThat(records).extracting(TestRecord::getRecordTime).containsOnly(START);
        assertThat(admission.outcomes.readValuesToList())
                .extracting(outcome -> outcome.measurements().getFirst().fate())
                .containsExactly(Fate.ADMITTED, Fate.ADMITTED);
    }

    @Test
    void shouldRecogniseAReadingThatComesAgainAndOneThatOnlyLooksLikeIt() {
        admission.assign("cuff", "ada");
        Reading reading = admission.heartRate("cuff", "1", START, 70);

        admission.send(reading);
        admission.advance(Duration.ofHours(47));
        admission.send(reading);
        admission.send(admission.heartRate("cuff", "1", START, 71));

        assertThat(admission.observations.readValuesToList()).hasSize(1);
        ReadingOutcome last = admission.outcomes.readValuesToList().getLast();
        assertThat(last.duplicates()).isEqualTo(1);
        assertThat(last.conflicts()).isEqualTo(1);
        assertThat(last.measurements()).extracting(ReadingOutcome.OfMeasurement::fate).containsExactly(Fate.ADMITTED);
        assertThat(admission.quarantine.readValuesToList()).extracting(Quarantine::reason)
                .containsExactly(QuarantineReason.CONFLICT);
    }

    @Test
    void shouldParkUntilSomebodySaysWhoseTheDeviceIs() {
        admission.send(admission.heartRate("cuff", "1", START, 70));
        admission.send(admission.heartRate("cuff-2", "1", START, 80));
        admission.advance(Duration.ofHours(2));

        admission.assign("cuff", "ada");

        assertThat(admission.observations.readRecordsToList()).singleElement().satisfies(record -> {
            assertThat(record.key().value()).isEqualTo("ada");
            assertThat(record.getRecordTime()).isEqualTo(START.plus(Duration.ofHours(2)));
        });
        assertThat(admission.outcomes.readValuesToList())
                .extracting(outcome -> outcome.measurements().getFirst().fate())
                .containsExactly(Fate.PARKED, Fate.PARKED, Fate.ADMITTED);
    }

    @Test
    void shouldQuarantineWhatWaitedTooLongAndNotLoseCountOfIt() {
        admission.send(admission.heartRate("cuff", "1", START, 70));

        admission.advance(StreamsConfig.PARKED_AT_MOST);
        admission.advance(Duration.ofDays(1));

        assertThat(admission.quarantine.readValuesToList()).extracting(Quarantine::reason)
                .containsExactly(QuarantineReason.UNASSIGNED);
        assertThat(admission.outcomes.readValuesToList())
                .extracting(outcome -> outcome.measurements().getFirst().fate())
                .containsExactly(Fate.PARKED, Fate.QUARANTINED);
        assertThat(admission.devicesKept()).isZero();
    }

    @Test
    void shouldQuarantineBytesThatNobodyCanReadWithWhereTheyLie() {
        byte[] key = "cuff".getBytes(UTF_8);
        byte[] reading = Topics.READINGS.value().encode(admission.heartRate("cuff", "1", START, 70));

        admission.sendBytes(key, "{".getBytes(UTF_8), START);
        admission.sendBytes(key, new byte[] {(byte) 0xff, 0}, START);
        admission.sendBytes(key, null, START);
        admission.sendBytes(null, reading, START);
        admission.sendBytes(new byte[] {(byte) 0xff}, reading, START);
        admission.sendBytes("other".getBytes(UTF_8), reading, START);
        admission.sendBytes(key, new byte[900_000], START);
        admission.sendDeviceBytes(key, "[]".getBytes(UTF_8));
        admission.sendDeviceBytes(null, null);

        List<Quarantine> all = admission.quarantine.readValuesToList();
        assertThat(all).hasSize(9).extracting(Quarantine::reason).containsOnly(QuarantineReason.MALFORMED);
        assertThat(all).extracting(quarantine -> ((OfBytes) quarantine.original()).offset())
                .startsWith(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(all).extracting(Quarantine::deviceId).startsWith("cuff", "cuff", "cuff", "unknown", "unknown",
                "other", "cuff");
        assertThat(Topics.QUARANTINE.value().encode(all.get(6)).length).isLessThan(500_000);
        assertThat(admission.observations.isEmpty()).isTrue();
    }

    @Test
    void shouldSurviveWhateverTimesADeviceOrProducerClaims() {
        admission.assign("cuff", "ada");
        admission.assign("other", "bob");
        RawMeasurement pulse = new RawMeasurement("pulse-rate", new RawValue.Decimal(BigDecimal.TEN.pow(2)), "/min");
        List<Instant> extremes = List.of(YEAR_2099, Instant.EPOCH, Instant.parse("-999999999-01-01T00:00:00Z"),
                Instant.parse("+999999999-12-31T23:59:59.999999999Z"), Instant.parse("1900-01-01T00:00:00Z"));

        int id = 0;
        for (Instant takenAt : extremes) {
            for (Instant sentAt : extremes) {
                for (Instant receivedAt : extremes) {
                    Reading reading = admission.reading("cuff", "x" + id++, takenAt, sentAt, pulse);
                    admission.send(new Reading(reading.deviceId(), reading.id(), takenAt, null,
                            reading.measurements(), null, null, sentAt, receivedAt, null, reading.door()));
                }
            }
        }
        admission.sendBytes("other".getBytes(UTF_8),
                Topics.READINGS.value().encode(admission.heartRate("other", "1", START, 70)), YEAR_2099);

        assertThat(admission.outcomes.readValuesToList()).hasSize(id + 1);
        assertThat(admission.quarantine.readRecordsToList()).extracting(TestRecord::getRecordTime).containsOnly(START);
        assertThat(admission.observations.readRecordsToList()).filteredOn(r -> r.key().value().equals("bob"))
                .singleElement().satisfies(record -> assertThat(record.getRecordTime()).isEqualTo(START));
    }

    @Test
    void shouldKeepWhatCanBeCorrectedWholeBesideItsContent() {
        admission.assign("cuff", "ada");
        admission.send(admission.heartRate("cuff", "1", START, 70));
        admission.advance(Admission.EXACT_MEMORY.plusSeconds(1));
        admission.advance(Duration.ofSeconds(5));

        assertThat(admission.readingsSeen()).isOne();
        assertThat(admission.daysSeen()).isEqualTo(1);
    }

    @Test
    void shouldForgetAndEndWaitsInSlicesUntilNothingIsLeft() {
        int many = 4_500;
        for (int i = 0; i < many; i++) {
            admission.send(admission.heartRate("cuff-" + i % 5, "r" + i, START, 70));
        }
        admission.advance(StreamsConfig.PARKED_AT_MOST);
        for (int tick = 0; tick < 10; tick++) {
            admission.advance(Duration.ofSeconds(1));
        }
        assertThat(admission.quarantine.readValuesToList()).hasSize(many);

        admission.advance(Admission.EXACT_MEMORY.plusMinutes(1));
        for (int tick = 0; tick < 4; tick++) {
            admission.advance(Duration.ofSeconds(1));
        }
        assertThat(admission.readingsSeen()).isZero();
        assertThat(admission.daysSeen()).isEqualTo(5);
    }

    @Test
    void shouldKnowAReadingForThirtyDaysByItsContentAlone() {
        admission.assign("cuff", "ada");
        Reading reading = admission.heartRate("cuff", "1", START, 70);
        admission.send(reading);
        admission.advance(Duration.ofDays(29));

        admission.send(reading);
        admission.send(admission.heartRate("cuff", "2", START, 70));

        assertThat(admission.observations.readValuesToList()).hasSize(2);
        List<ReadingOutcome> outcomes = admission.outcomes.readValuesToList();
        assertThat(outcomes).extracting(ReadingOutcome::duplicates).containsExactly(0, 1, 0);
        assertThat(outcomes.get(1).measurements()).isEqualTo(outcomes.get(0).measurements());
    }

    @Test
    void shouldForgetContentsInTheEnd() {
        admission.assign("cuff", "ada");
        admission.send(admission.heartRate("cuff", "1", START, 70));
        admission.advance(Admission.EXACT_MEMORY.plusSeconds(1));
        assertThat(admission.daysSeen()).isEqualTo(1);

        admission.advance(Admission.TOO_OLD.plusSeconds(1));

        assertThat(admission.daysSeen()).isZero();
    }

    @Test
    void shouldCountAndTimeWhatItDid() {
        admission.assign("cuff", "ada");
        Reading reading = admission.heartRate("cuff", "1", START, 70);
        admission.advance(Duration.ofMillis(40));
        admission.send(reading);
        admission.send(reading);

        assertThat(admission.meters.get("vigil.measurements").tag("outcome", "admitted").counter().count())
                .isEqualTo(1);
        assertThat(admission.meters.get("vigil.measurements").tag("outcome", "duplicate").counter().count())
                .isEqualTo(1);
        assertThat(admission.meters.get("vigil.stage").tag("stage", "received_admitted").timer().count()).isEqualTo(1);
    }

    @Test
    void shouldCountReadingsOfClocksThatAreFarOff() {
        admission.assign("cuff", "ada");
        RawMeasurement pulse =
                new RawMeasurement("pulse-rate", new RawValue.Decimal(BigDecimal.valueOf(70)), "/min");

        admission.send(admission.reading("cuff", "1", START.plusSeconds(60), START.plusSeconds(60), pulse));
        admission.send(admission.reading("cuff", "2", START.plusSeconds(600), START.plusSeconds(600), pulse));

        assertThat(admission.meters.get("vigil.clock.corrected").tag("direction", "ahead").counter().count())
                .isEqualTo(1);
        assertThat(admission.meters.get("vigil.clock.corrected").tag("direction", "behind").counter().count())
                .isZero();
    }
}
