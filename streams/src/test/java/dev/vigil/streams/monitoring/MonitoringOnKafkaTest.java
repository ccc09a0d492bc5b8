package dev.vigil.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.broker.BrokerConfig;
import dev.vigil.broker.EmbeddedBroker;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.signal.Signal;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.streams.Streams;
import dev.vigil.streams.StreamsConfig;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Monitoring on a real broker, exactly once, over a restart.
@Tag("slow")
class MonitoringOnKafkaTest {

    private static final int PATIENTS = 20;

    @TempDir
    private Path directory;

    @Test
    void shouldSignalEachPatientOnceOverARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(broker())) {
            KafkaConnection kafka = KafkaConnection.to(broker.bootstrapServers());
            createTopics(kafka);
            try (Streams streams = start(kafka)) {
                observe(kafka, 0);
                assertThat(signals(kafka, PATIENTS)).hasSize(PATIENTS);
                assertThat(streams.readiness()).isNotEmpty();
            }
            try (Streams streams = start(kafka)) {
                observe(kafka, 1);
                List<Signal> signals = signals(kafka, 2 * PATIENTS);
                assertThat(signals).hasSize(2 * PATIENTS);
                assertThat(signals.stream().map(Signal::id).distinct()).hasSize(PATIENTS);
                assertThat(signals.stream().filter(Signal::unconfirmed)).hasSize(PATIENTS);
                await().until(streams::ready);
            }
        }
    }

    private BrokerConfig broker() {
        return new BrokerConfig(directory.resolve("kafka"), 0, BrokerConfig.Durability.OS);
    }

    private Streams start(KafkaConnection kafka) {
        return Streams.start(StreamsConfig.at(directory.resolve("streams"), 1), kafka, new SimpleMeterRegistry(),
                InstantSource.system());
    }

    private static void createTopics(KafkaConnection kafka) throws Exception {
        try (Admin admin = Admin.create(kafka.properties())) {
            admin.createTopics(Topics.all().stream().map(topic -> new NewTopic(topic.name(), 2, (short) 1)).toList())
                    .all().get();
        }
    }

    private static void observe(KafkaConnection kafka, int round) {
        try (var producer = new KafkaProducer<>(kafka.producerProperties(), Topics.OBSERVATIONS.keySerializer(),
                Topics.OBSERVATIONS.valueSerializer())) {
            for (int i = 0; i < PATIENTS; i++) {
                PatientId patient = new PatientId("p" + i);
                producer.send(new ProducerRecord<>(Topics.OBSERVATIONS.name(), patient,
                        observation(patient, "o" + round)));
            }
        }
    }

    /// Blood glucose is in no score, so one low value is one signal and a second one confirms it.
    private static Observation observation(PatientId patient, String id) {
        Instant now = Instant.now();
        Measurement measurement = new Measurement(Vital.BLOOD_GLUCOSE,
                new MeasuredValue.Quantity(new BigDecimal("50.00")),
                new Measurement.Original(new RawValue.Decimal(new BigDecimal("50")), "mg/dL"), false);
        return new Observation(id, 0, patient, new DeviceId("d1"), null, new ReadingId(id), now, now, null, now, now,
                List.of(measurement), false, ObservationStatus.FINAL);
    }

    private static List<Signal> signals(KafkaConnection kafka, int expected) throws Exception {
        var properties = kafka.consumerProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "test-" + expected);
        List<Signal> signals = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.SIGNALS.name()));
            Instant end = Instant.now().plus(Duration.ofSeconds(60));
            while (signals.size() < expected && Instant.now().isBefore(end)) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    signals.add(Topics.SIGNALS.value().decode(record.value()));
                }
            }
        }
        return signals;
    }
}
