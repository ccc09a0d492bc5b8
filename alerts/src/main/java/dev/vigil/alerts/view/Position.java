package dev.vigil.alerts.view;

import dev.vigil.wire.Topic;
import dev.vigil.wire.Topics;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/// How far a reader of the event stream has come, in a form that any node understands: the next offset of every
/// partition of the topics that the stream tells of.
///
/// @param cluster the Kafka cluster the offsets belong to
/// @param at when the reader was there
/// @param next of each partition
public record Position(String cluster, Instant at, Map<TopicPartition, Long> next) {

    private static final String VERSION = "v1";

    /// Removals are remembered by compacted topics for a day; who comes back later cannot be told of all of them.
    private static final Duration RESUMABLE_FOR = Duration.ofHours(12);

    private static final List<Told> TOLD = List.of(new Told("a", Topics.ALERTS), new Told("c", Topics.CURRENT),
            new Told("p", Topics.PATIENTS));

    private record Told(String letter, Topic<?, ?> topic) {
    }

    public Position {
        next = Map.copyOf(next);
    }

    static boolean tells(String topic) {
        return TOLD.stream().anyMatch(told -> told.topic().name().equals(topic));
    }

    /// The id of an event: what the browser sends back as `Last-Event-ID`.
    public String id() {
        String offsets = TOLD.stream().map(told -> told.letter() + "=" + offsets(told.topic().name()))
                .collect(Collectors.joining("."));
        return VERSION + "." + cluster + "." + at.getEpochSecond() + "." + offsets;
    }

    private String offsets(String topic) {
        long partitions = next.keySet().stream().filter(partition -> partition.topic().equals(topic)).count();
        return IntStream.range(0, (int) partitions)
                .mapToObj(partition -> String.valueOf(next.getOrDefault(new TopicPartition(topic, partition), 0L)))
                .collect(Collectors.joining(","));
    }

    /// Empty for whatever no node has written.
    static Optional<Position> parse(String id) {
        String[] parts = id.split("\\.", -1);
        if (parts.length != 3 + TOLD.size() || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            Map<TopicPartition, Long> next = new HashMap<>();
            for (int i = 0; i < TOLD.size(); i++) {
                read(TOLD.get(i), parts[3 + i], next);
            }
            return Optional.of(new Position(parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])), next));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void read(Told told, String part, Map<TopicPartition, Long> next) {
        if (!part.startsWith(told.letter() + "=")) {
            throw new IllegalArgumentException("unexpected topic");
        }
        long[] offsets = Arrays.stream(part.substring(2).split(",", -1)).mapToLong(Long::parseLong).toArray();
        for (int partition = 0; partition < offsets.length; partition++) {
            next.put(new TopicPartition(told.topic().name(), partition), offsets[partition]);
        }
    }

    /// Whether a node that stands at `node` can tell a reader who stands here what it missed.
    boolean canResumeAt(Position node) {
        return cluster.equals(node.cluster) && next.keySet().equals(node.next.keySet())
                && Duration.between(at, node.at).compareTo(RESUMABLE_FOR) < 0
                && next.entrySet().stream().allMatch(mine -> mine.getValue() >= 0
                        && mine.getValue() <= node.next.getOrDefault(mine.getKey(), 0L));
    }

    boolean isBefore(TopicPartition partition, long offset) {
        return next.getOrDefault(partition, 0L) <= offset;
    }

    /// After having been told a change.
    public Position past(Change change, Instant now) {
        Map<TopicPartition, Long> advanced = new HashMap<>(next);
        advanced.merge(change.partition(), change.offset() + 1, Math::max);
        return new Position(cluster, now, advanced);
    }
}
