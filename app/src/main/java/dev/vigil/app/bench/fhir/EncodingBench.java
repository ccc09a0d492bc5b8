package dev.vigil.app.bench.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.reading.Observation;
import dev.vigil.fhir.json.ResourceWriter;
import dev.vigil.fhir.mapping.ReadingMapper;
import dev.vigil.fhir.mapping.Subject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<PatientId, Subject> subjects = new HashMap<>();
    private final List<Resource> resources = new ArrayList<>();
    private final ResourceWriter writer = new ResourceWriter();
    private final IParser hapi = FhirContext.forR4Cached().newJsonParser();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    EncodingBench(Instant start) {
        BacklogReadings backlog = new BacklogReadings(start);
        readings = IntStream.range(0, SAMPLE).mapToObj(backlog::reading).toList();
        readings.forEach(reading -> resources.addAll(built(reading)));
    }

    void run(Consumer<String> line) {
        double building = Double.MAX_VALUE;
        double ours = Double.MAX_VALUE;
        double hapis = Double.MAX_VALUE;
        for (int round = 0; round <= ROUNDS; round++) { // the first one warms up
            building = Math.min(building, microseconds(readings, reading -> built(reading).size()));
            ours = Math.min(ours, microseconds(resources, resource -> writer.write(resource).length()));
            hapis = Math.min(hapis, microseconds(resources,
                    resource -> hapi.encodeResourceToString(resource).length()));
        }
        line.accept("encode one Observation: %.1f µs of CPU, by HAPI's encoder %.1f µs: %.1f times as fast"
                .formatted(ours, hapis, hapis / ours));
        line.accept("build and encode it: %.1f µs; HAPI's encoder alone takes %.1f times that, with building %.1f times"
                .formatted(building + ours, hapis / (building + ours), (building + hapis) / (building + ours)));
    }

    private List<? extends Resource> built(Observation reading) {
        return ReadingMapper.map(reading,
                subjects.computeIfAbsent(reading.patientId(), patient -> Subject.of(patient, null, true)));
    }

    private <T> double microseconds(List<T> sample, ToIntFunction<T> work) {
        long end = System.nanoTime() + ROUND.toNanos();
        long started = threads.getCurrentThreadCpuTime();
        long count = 0;
        long made = 0;
        while (System.nanoTime() < end) {
            for (T each : sample) {
                made += work.applyAsInt(each);
                count++;
            }
        }
        if (made == 0) {
            throw new IllegalStateException("nothing was made");
        }
        return (threads.getCurrentThreadCpuTime() - started) / 1e3 / count;
    }
}
