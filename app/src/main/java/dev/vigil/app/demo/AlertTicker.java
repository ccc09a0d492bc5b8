package dev.vigil.app.demo;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertState;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.signal.Signal;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Prints a line for each alert that is raised or steps up: time, priority, pseudonym and the rules. No values: lines
/// end in logs.
final class AlertTicker implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final Consumer<String> line;
    private final Map<String, Priority> told = new HashMap<>();

    private AlertTicker(KafkaConsumer<byte[], byte[]> consumer, Consumer<String> line) {
        this.consumer = consumer;
        this.line = line;
        this.thread = Thread.ofPlatform().daemon().name("vigil-alert-ticker").unstarted(this::follow);
    }

    /// From now on.
    static AlertTicker start(KafkaConnection kafka, Consumer<String> line) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumerProperties(),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ALERTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        AlertTicker ticker = new AlertTicker(consumer, line);
        ticker.thread.start();
        return ticker;
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join(Duration.ofSeconds(5));
    }

    private void follow() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofSeconds(1))) {
                    if (each.value() != null) {
                        tell(Topics.ALERTS.value().decode(each.value()));
                    }
                }
            }
        } catch (WakeupException | InterruptException e) {
            // told to end
        } catch (MalformedRecord e) {
            line.accept("an alert cannot be read: " + e.getMessage());
        }
    }

    private void tell(Alert alert) {
        Priority before = told.get(alert.id());
        boolean news = before == null || before.max(alert.priority()) != before;
        if (news && alert.state() instanceof AlertState.Active) {
            told.put(alert.id(), alert.priority());
            line.accept(line(alert));
        }
    }

    private static String line(Alert alert) {
        String rules = alert.present().stream().map(Signal::ruleId).distinct().sorted()
                .collect(Collectors.joining(", "));
        LocalTime time = LocalTime.ofInstant(alert.at(), ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        return "%s  %-6s  %-12s  %s".formatted(time, alert.priority().code(), alert.patientId(), rules);
    }
}
