package dev.vigil.app.bench;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import dev.vigil.domain.reading.Observation;
import dev.vigil.fhir.json.ResourceWriter;
import dev.vigil.fhir.mapping.ReadingMapper;
import dev.vigil.fhir.mapping.Subject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Resource;

/// Building and encoding Observations on one core, by our writer and by HAPI's own encoder, in turns. Counted is the
/// thread's CPU time, because a busy machine takes nothing away from it.
final class EncodingBench {

    private static final int SAMPLE = 2_000;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int ROUNDS = 3;

    private final List<Observation> readings;
    private final ResourceWriter writer = new ResourceWriter();
    private final IParser hapi = FhirContext.forR4Cached().newJsonParser();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    EncodingBench(Instant start) {
        BacklogReadings backlog = new BacklogReadings(start);
        readings = IntStream.range(0, SAMPLE).mapToObj(backlog::reading).toList();
    }

    void run(Consumer<String> line) {
        ToIntFunction<Resource> ours = resource -> writer.write(resource).length();
        ToIntFunction<Resource> theirs = resource -> hapi.encodeResourceToString(resource).length();
        double best = Double.MAX_VALUE;
        double bestOfHapi = Double.MAX_VALUE;
        for (int round = 0; round <= ROUNDS; round++) { // the first one warms up
            best = Math.min(best, microseconds(ours));
            bestOfHapi = Math.min(bestOfHapi, microseconds(theirs));
        }
        line.accept("build and encode one Observation: %.1f µs of CPU, by HAPI's encoder %.1f µs: %.1f times as fast"
                .formatted(best, bestOfHapi, bestOfHapi / best));
    }

    private double microseconds(ToIntFunction<Resource> encoding) {
        long end = System.nanoTime() + ROUND.toNanos();
        long started = threads.getCurrentThreadCpuTime();
        long count = 0;
        long characters = 0;
        while (System.nanoTime() < end) {
            for (Observation reading : readings) {
                for (Resource resource : ReadingMapper.map(reading, Subject.of(reading.patientId(), null, true))) {
                    characters += encoding.applyAsInt(resource);
                    count++;
                }
            }
        }
        if (characters == 0) {
            throw new IllegalStateException("nothing was encoded");
        }
        return (threads.getCurrentThreadCpuTime() - started) / 1e3 / count;
    }
}
