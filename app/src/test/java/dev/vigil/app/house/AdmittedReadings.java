package dev.vigil.app.house;

import dev.vigil.domain.reading.Observation;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Every admitted reading on the topic, as `deviceId|readingId`, as often as it is there.
final class AdmittedReadings {

    private AdmittedReadings() {
    }

    static List<String> of(KafkaConnection kafka) throws Exception {
        List<String> admitted = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(kafka.consumerProperties(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.OBSERVATIONS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                for (var each : consumer.poll(Duration.ofSeconds(1))) {
                    Observation observation = Topics.OBSERVATIONS.value().decode(each.value());
                    admitted.add(observation.deviceId() + "|" + observation.readingId());
                }
            }
        }
        return admitted;
    }
}
