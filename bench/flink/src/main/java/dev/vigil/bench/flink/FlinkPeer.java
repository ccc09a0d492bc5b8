package dev.vigil.bench.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What a home's oximeter says, in three sliding windows with one threshold, as a Flink program has it: state in the
/// heap, a checkpoint every ten seconds, results exactly once.
public final class FlinkPeer {

    private static final Duration CHECKPOINT = Duration.ofSeconds(10);
    private static final Duration DISORDER = Duration.ofSeconds(10);
    private static final double THRESHOLD = 93;

    private FlinkPeer() {
    }

    /// @param arguments where to say that it is ready, the bootstrap servers, a directory, the parallelism, the topics
    ///     of the readings and of the results, the consumer group
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, Path.of(arguments[2]).toUri().toString());
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(Integer.parseInt(arguments[3]), configuration);
        flink.enableCheckpointing(CHECKPOINT.toMillis(), CheckpointingMode.EXACTLY_ONCE);
        KeyedStream<Taken, String> readings = flink
                .fromSource(source(arguments[1], arguments[4], arguments[6]),
                        WatermarkStrategy.<byte[]>noWatermarks(), "readings")
                .map(Taken::parse)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Taken>forBoundedOutOfOrderness(DISORDER)
                        .withTimestampAssigner((taken, before) -> taken.takenAt))
                .keyBy(taken -> taken.device);
        window(readings, Duration.ofMinutes(5), Duration.ofSeconds(10))
                .union(window(readings, Duration.ofHours(1), Duration.ofMinutes(1)),
                        window(readings, Duration.ofHours(24), Duration.ofMinutes(15)))
                .sinkTo(sink(arguments[1], arguments[5]));
        JobClient job = flink.executeAsync("peer");
        greet(Path.of(arguments[0]));
        while (System.in.read() >= 0) {
            // nothing is said to it but the end
        }
        job.cancel().get();
        System.exit(0);
    }

    private static DataStream<String> window(KeyedStream<Taken, String> readings, Duration length, Duration slide) {
        return readings.window(SlidingEventTimeWindows.of(length, slide)).aggregate(new Folding())
                .filter(tally -> tally.count >= 3 && tally.saturation / tally.count < THRESHOLD)
                .map(tally -> tally.device + " " + tally.saturation / tally.count + " " + length);
    }

    private static KafkaSource<byte[]> source(String bootstrapServers, String topic, String group) {
        return KafkaSource.<byte[]>builder().setBootstrapServers(bootstrapServers).setTopics(topic).setGroupId(group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class)).build();
    }

    private static KafkaSink<String> sink(String bootstrapServers, String topic) {
        return KafkaSink.<String>builder().setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE).setTransactionalIdPrefix("peer")
                .setProperty("transaction.timeout.ms", "60000")
                .setRecordSerializer(KafkaRecordSerializationSchema.builder().setTopic(topic)
                        .setValueSerializationSchema(new SimpleStringSchema()).build())
                .build();
    }

    private static void greet(Path word) throws IOException {
        Path whole = word.resolveSibling(word.getFileName() + ".part");
        Files.writeString(whole, "ready");
        Files.move(whole, word, StandardCopyOption.ATOMIC_MOVE);
    }
}
