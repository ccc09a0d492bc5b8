package dev.vigil.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Summary;
import dev.vigil.wire.Heartbeat;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The monitoring application on the test driver: one task, a stepping clock, every topic as bytes.
class MonitoringTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final PatientId P1 = new PatientId("p1");
    private static final String SILENT = """
            {"plan": "own", "rules": [{"id": "silent", "priority": "low", "kind": "technical",
              "when": {"silent": "PT2H"}}]}""";

    @TempDir
    private Path stateDirectory;

    private Instant now = T0;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;
    private int readings;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "none:1");
        properties.put("state.dir", stateDirectory.toString());
        driver = new TopologyTestDriver(MonitoringTopology.build(() -> now, meters), properties, now);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldTurnAnObservationIntoScoreSignalAndPicture() {
        settings(P1, null);
        observe(P1, Vital.RESPIRATORY_RATE, "30", now.minusSeconds(12));
        assertThat(out(Topics.SCORES)).extracting(Score::total).containsExactly(3);
        assertThat(out(Topics.SIGNALS)).extracting(Signal::ruleId)
                .containsExactlyInAnyOrder("respiratory-rate-high", "news2-single-parameter");
        List<CurrentPicture> pictures = out(Topics.CURRENT);
        assertThat(pictures.getLast().vitals()).hasSize(1);
        assertThat(pictures.getLast().rules()).hasSize(2);
        assertThat(meters.get("vigil.stage").tag("stage", "admitted_signalled").timer().count()).isEqualTo(2);
    }

    /// By the plan of whoever has none of their own: no site has to write a rule for it.
    @Test
    void shouldTellThatADevicesClockDrifted() {
        Observation sound = observe(P1, Vital.HEART_RATE, "70", now);
        assertThat(out(Topics.SIGNALS)).isEmpty();
        advance(Duration.ofMinutes(1));
        observe(drifted(sound, "drifted", Duration.ofHours(-3)));
        assertThat(out(Topics.SIGNALS)).singleElement().satisfies(signal -> {
            assertThat(signal.ruleId()).isEqualTo("device-clock-wrong");
            assertThat(signal.kind()).isEqualTo(RuleKind.TECHNICAL);
            assertThat(signal.explanation()).contains("device d1");
        });
        advance(Duration.ofMinutes(1));
        observe(drifted(sound, "set", Duration.ZERO));
        assertThat(out(Topics.SIGNALS)).singleElement().extracting(Signal::state).isEqualTo(SignalState.ENDED);
    }

    private Observation drifted(Observation o, String id, Duration offset) {
        return new Observation(id, 0, o.patientId(), o.deviceId(), o.gateway(), new ReadingId(id), now,
                now.minus(offset), offset, now, now, o.measurements(), false, ObservationStatus.FINAL);
    }

    @Test
    void shouldRememberAPatientOverARestartExactly() {
        settings(P1, null);
        for (int i = 0; i < 50; i++) {
            observe(P1, Vital.HEART_RATE, String.valueOf(100 + i % 7), now);
            observe(P1, Vital.OXYGEN_SATURATION, "90", now.minusSeconds(3));
            advance(Duration.ofSeconds(47));
        }
        var reread = PatientReader.kept(driver.<String, byte[]>getKeyValueStore(MonitoringTopology.PATIENTS),
                driver.<String, byte[]>getKeyValueStore(MonitoringTopology.PANES), P1);
        assertThat(reread.vitals()).containsOnlyKeys(Vital.HEART_RATE, Vital.OXYGEN_SATURATION);
        assertThat(reread.vitals().get(Vital.HEART_RATE).windows()
                .endingAt(dev.vigil.domain.window.WindowLength.ONE_DAY, Vital.HEART_RATE, now).count()).isEqualTo(50);
        assertThat(reread.vitals().get(Vital.HEART_RATE).windows()
                .endingAt(dev.vigil.domain.window.WindowLength.ONE_HOUR, Vital.HEART_RATE, now).count()).isEqualTo(50);
        assertThat(reread.rules()).containsKey("oxygen-saturation-low");
        assertThat(reread.live()).isNotNull();
        assertThat(reread.patient().birthDate()).isEqualTo("1950-01-01");
    }

    @Test
    void shouldDecideThePastAgainFromWhatIsKeptOnDisk() {
        settings(P1, null);
        Instant early = now.minus(Duration.ofHours(3));
        observe(P1, Vital.RESPIRATORY_RATE, "30", early);
        Observation wrong = observe(P1, Vital.OXYGEN_SATURATION, "85", early.plusSeconds(120));
        observe(P1, Vital.RESPIRATORY_RATE, "12", now);
        out(Topics.SCORES);
        observe(P1, Vital.HEART_RATE, "140", early.plusSeconds(60));
        assertThat(out(Topics.SCORES)).extracting(Score::at, Score::total, Score::revision).containsExactly(
                tuple(early.plusSeconds(60), 6, 0), tuple(early.plusSeconds(120), 9, 1));
        withdraw(wrong);
        assertThat(out(Topics.SCORES)).singleElement().satisfies(score -> {
            assertThat(score.parts()).isEmpty();
            assertThat(score.revision()).isEqualTo(2);
        });
        pipe(Topics.PATIENTS, Topics.PATIENTS.key().encode(P1), null);
        try (var kept = driver.getKeyValueStore(MonitoringTopology.HISTORY).all()) {
            assertThat(kept).as("nothing of an erased patient").isExhausted();
        }
    }

    @Test
    void shouldCloseAnHourByTheWallClock() {
        observe(P1, Vital.HEART_RATE, "70", now);
        advance(Duration.ofMinutes(63));
        assertThat(out(Topics.SUMMARIES)).extracting(Summary::count).containsExactly(1L);
    }

    @Test
    void shouldQuarantineWhatItCannotReadAndGoOn() {
        pipe(Topics.OBSERVATIONS, "p1".getBytes(StandardCharsets.UTF_8), "{".getBytes(StandardCharsets.UTF_8));
        pipe(Topics.OBSERVATIONS, null, "{}".getBytes(StandardCharsets.UTF_8));
        pipe(Topics.PATIENTS, new byte[] {-1, -2}, new byte[] {7});
        assertThat(out(Topics.QUARANTINE)).hasSize(3).extracting(Quarantine::detail)
                .anySatisfy(detail -> assertThat(detail).contains("key is missing"));
        observe(P1, Vital.OXYGEN_SATURATION, "80", now);
        assertThat(out(Topics.SIGNALS)).isNotEmpty();
    }

    @Test
    void shouldKeepEveryPatientOfAPartitionApart() {
        for (int i = 0; i < 1000; i++) {
            observe(new PatientId("q" + i), Vital.HEART_RATE, "70", now);
        }
        observe(P1, Vital.HEART_RATE, "70", Instant.parse("1970-01-01T00:00:00Z"));
        observe(P1, Vital.HEART_RATE, "70", Instant.parse("2099-01-01T00:00:00Z"));
        out(Topics.SIGNALS);
        for (int i = 0; i < 1000; i++) {
            observe(new PatientId("q" + i), Vital.HEART_RATE, "150", now.plusSeconds(1));
        }
        assertThat(out(Topics.SIGNALS)).hasSize(1000).noneMatch(Signal::retrospective);
        advance(Duration.ofMinutes(63));
        assertThat(out(Topics.SUMMARIES).stream().filter(summary -> !summary.patientId().equals(P1)))
                .hasSize(1000).extracting(Summary::count).containsOnly(2L);
    }

    @Test
    void shouldTakeUpAChangedPlanAtOnce() {
        settings(P1, "own");
        observe(P1, Vital.HEART_RATE, "120", now);
        advance(Duration.ofSeconds(20));
        assertThat(out(Topics.SIGNALS)).isEmpty();
        plan("""
                {"plan": "own", "rules": [{"id": "fast", "priority": "low",
                  "when": {"vital": "heart-rate", "above": 110}}]}""");
        advance(Duration.ofSeconds(1));
        assertThat(out(Topics.SIGNALS)).singleElement()
                .satisfies(signal -> assertThat(signal.ruleId()).isEqualTo("fast"));
        plan("not a plan");
        advance(Duration.ofSeconds(1));
        assertThat(out(Topics.SIGNALS)).isEmpty();
        assertThat(meters.get("vigil.malformed").tag("topic", "vitals.plans").counter().count()).isOne();
        KeyValueStore<String, byte[]> plans = driver.getKeyValueStore(MonitoringTopology.PLANS);
        KeyValueStore<String, byte[]> kept = driver.getKeyValueStore(MonitoringTopology.PATIENTS);
        assertThat(new PlanBook(plans, kept, kept::put).plan("own").rules()).as("after a restart")
                .extracting(Rule::id).containsExactly("fast");
    }

    @Test
    void shouldCallTheWeightOfADayUrgentWhereThereAreSymptoms() {
        settings(P1, "heart-failure");
        observe(P1, Vital.BODY_WEIGHT, "80", now.minus(Duration.ofHours(20)));
        observe(P1, Vital.BODY_WEIGHT, "81.5", now);
        assertThat(out(Topics.SIGNALS)).extracting(Signal::ruleId).containsExactly("weight-gain-day");
        observe(P1, Vital.SWELLING, "1", now);
        assertThat(out(Topics.SIGNALS)).extracting(Signal::ruleId, Signal::priority).containsExactlyInAnyOrder(
                tuple("swelling", Priority.MEDIUM), tuple("symptoms-weight-gain-day", Priority.HIGH));
    }

    @Test
    void shouldFindASilenceOnceItListensAndNeverAfterItsOwnOutage() {
        settings(P1, "own");
        plan(SILENT);
        advance(Duration.ofHours(2).minusSeconds(2));
        assertThat(out(Topics.SIGNALS)).isEmpty();
        now = now.plus(Duration.ofHours(5));
        advance(Duration.ofMinutes(30));
        assertThat(out(Topics.SIGNALS)).isEmpty();
        advance(Duration.ofHours(2));
        assertThat(out(Topics.SIGNALS)).hasSize(1);
    }

    @Test
    void shouldFindNoSilenceWhileNoIngestIsHeardAndCountAnewOnceOneIs() {
        settings(P1, "own");
        plan(SILENT);
        heartbeats(Duration.ofHours(1));
        advance(Duration.ofHours(5));
        assertThat(out(Topics.SIGNALS)).as("ingest is away").isEmpty();
        assertThat(meters.get("vigil.ingest.heard").gauge().value()).isZero();
        heartbeats(Duration.ofHours(2).minusSeconds(20));
        assertThat(out(Topics.SIGNALS)).as("counted anew").isEmpty();
        assertThat(meters.get("vigil.ingest.heard").gauge().value()).isOne();
        heartbeats(Duration.ofSeconds(60));
        assertThat(out(Topics.SIGNALS)).as("the patient's own").hasSize(1);
    }

    @Test
    void shouldNotForgetOverARestartThatNoIngestIsHeard() {
        settings(P1, "own");
        plan(SILENT);
        heartbeats(Duration.ofHours(1));
        advance(Duration.ofMinutes(70));
        byte[] last = Topics.HEARTBEATS.value().encode(new Heartbeat(Heartbeat.INGEST, now));
        KeyValueStore<String, byte[]> kept = driver.getKeyValueStore(MonitoringTopology.PATIENTS);
        Listening again = new Listening(kept, () -> last, now);
        again.tick(now);
        now = now.plusSeconds(20);
        assertThat(again.event(now).listening()).isFalse();
    }

    /// Ingest is there for so long.
    private void heartbeats(Duration length) {
        for (Instant end = now.plus(length); now.isBefore(end);) {
            pipe(Topics.HEARTBEATS, Topics.HEARTBEATS.key().encode(Heartbeat.INGEST),
                    Topics.HEARTBEATS.value().encode(new Heartbeat(Heartbeat.INGEST, now)));
            advance(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldLeaveNothingOfAnErasedPatient() {
        settings(P1, null);
        observe(P1, Vital.HEART_RATE, "70", now);
        pipe(Topics.PATIENTS, "p1".getBytes(StandardCharsets.UTF_8), null);
        List<String> left = new ArrayList<>();
        driver.<String, byte[]>getKeyValueStore(MonitoringTopology.PATIENTS).all()
                .forEachRemaining(entry -> left.add(entry.key));
        assertThat(left).isSubsetOf(Listening.KEY, PlanEdition.KEY);
        var records = driver.createOutputTopic(Topics.CURRENT.name(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()).readRecordsToList();
        assertThat(records.getLast().value()).isNull();
    }

    @Test
    void shouldTellWhatToMeasureNextOnlyWhenThatChanges() {
        settings(P1, null);
        requests();
        observe(P1, Vital.RESPIRATORY_RATE, "30", now);
        assertThat(requests()).containsExactly(Vital.OXYGEN_SATURATION);
        advance(Duration.ofSeconds(5));
        observe(P1, Vital.RESPIRATORY_RATE, "31", now);
        assertThat(requests()).as("the same").isEmpty();
        advance(Duration.ofSeconds(5));
        observe(P1, Vital.OXYGEN_SATURATION, "97", now);
        assertThat(requests()).singleElement().isNotNull();
        pipe(Topics.PATIENTS, Topics.PATIENTS.key().encode(P1), null);
        assertThat(requests()).as("nothing of an erased patient").containsExactly((Vital) null);
    }

    /// The newest word of each record; null takes back.
    private List<@Nullable Vital> requests() {
        List<@Nullable Vital> asked = new ArrayList<>();
        for (byte[] value : driver.createOutputTopic(Topics.REQUESTS.name(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()).readValuesToList()) {
            asked.add(value == null ? null : decode(Topics.REQUESTS, value).vital());
        }
        return asked;
    }

    @Test
    void shouldStampWhatItSaysWithTheTimeItSaysIt() {
        observe(P1, Vital.OXYGEN_SATURATION, "80", now.minusSeconds(600));
        var records = driver.createOutputTopic(Topics.SIGNALS.name(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()).readRecordsToList();
        assertThat(records).allSatisfy(record -> assertThat(record.getRecordTime()).isEqualTo(now));
    }

    private void settings(PatientId patient, @Nullable String plan) {
        Patient settings = new Patient(patient, LocalDate.parse("1950-01-01"), null, null, null, null, List.of(),
                List.of(), List.of(new PatientSettings(Instant.EPOCH, 1, false, plan, Map.of())));
        pipe(Topics.PATIENTS, Topics.PATIENTS.key().encode(patient), Topics.PATIENTS.value().encode(settings));
    }

    private void plan(String json) {
        pipe(Topics.PLANS, "own".getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8));
    }

    private Observation observe(PatientId patient, Vital vital, String value, Instant takenAt) {
        String id = "o" + readings++;
        Measurement measurement = new Measurement(vital,
                new MeasuredValue.Quantity(new BigDecimal(value).setScale(vital.scale())),
                new Measurement.Original(new RawValue.Decimal(new BigDecimal(value)), vital.unit()), false);
        Observation observation = new Observation(id, 0, patient, new DeviceId("d1"), null, new ReadingId(id),
                takenAt, takenAt, null, now, now, List.of(measurement), false, ObservationStatus.FINAL);
        observe(observation);
        return observation;
    }

    private void observe(Observation observation) {
        pipe(Topics.OBSERVATIONS, Topics.OBSERVATIONS.key().encode(observation.patientId()),
                Topics.OBSERVATIONS.value().encode(observation));
    }

    private void withdraw(Observation o) {
        observe(new Observation(o.id(), o.revision() + 1, o.patientId(), o.deviceId(), o.gateway(), o.readingId(),
                o.takenAt(), o.deviceTakenAt(), o.clockOffset(), o.receivedAt(), o.admittedAt(), o.measurements(),
                o.late(), ObservationStatus.ENTERED_IN_ERROR, "wrong arm"));
    }

    private void pipe(Topic<?, ?> topic, byte @Nullable [] key, byte @Nullable [] value) {
        TestInputTopic<byte[], byte[]> input = driver.createInputTopic(topic.name(), new ByteArraySerializer(),
                new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key, value, now));
    }

    private void advance(Duration length) {
        Instant end = now.plus(length);
        while (now.isBefore(end)) {
            Duration step = Duration.between(now, end).compareTo(Duration.ofSeconds(1)) < 0
                    ? Duration.between(now, end) : Duration.ofSeconds(1);
            now = now.plus(step);
            driver.advanceWallClockTime(step);
        }
    }

    private <V> List<V> out(Topic<?, V> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList().stream().map(bytes -> decode(topic, bytes)).toList();
    }

    private static <V> V decode(Topic<?, V> topic, byte[] bytes) {
        try {
            return topic.value().decode(bytes);
        } catch (MalformedRecord e) {
            throw new AssertionError(e);
        }
    }
}
