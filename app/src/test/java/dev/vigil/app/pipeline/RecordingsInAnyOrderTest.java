package dev.vigil.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.app.replay.RecordedReading;
import dev.vigil.app.replay.Recording;
import dev.vigil.app.replay.Recordings;
import dev.vigil.app.replay.RowCount;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingIdentity;
import dev.vigil.wire.MalformedRecord;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recordings that nobody here made, as readings through admission and monitoring. In the middle each device turns out
/// to have been with another patient since a third of its time, some readings are withdrawn and some are replaced.
/// However the readings are shuffled, doubled and delayed within the horizon, the same observations, scores and
/// summaries stand in the end.
@Tag("slow")
class RecordingsInAnyOrderTest {

    private static final Instant START = Instant.parse("2026-03-02T06:30:00Z");

    /// With the delays below, well within the 48 hours in which order must not matter.
    private static final Duration LENGTH = Duration.ofHours(30);
    private static final int MOST_READINGS = 500;
    private static final Duration DELAY = Duration.ofHours(6);

    @TempDir
    private Path directory;

    /// Something that happens, and when it would if nothing were late.
    private record Happening(Instant at, Consequence consequence) {
    }

    private interface Consequence {
        void on(TwoStages stages);
    }

    /// One device.
    ///
    /// @param assumed says that it is the first patient's for good
    /// @param happenings what it measures, what is corrected, and whose it turns out to have been
    private record Home(List<PatientId> patients, Consequence assumed, List<Happening> happenings) {
    }

    @ParameterizedTest(name = "{0}, seed {4}")
    @CsvSource({"bidmc, bidmc/dev, .csv, 5, 1", "bidmc, bidmc/dev, .csv, 5, 2",
        "challenge-2019, sepsis-2019/dev/psv, .psv, 60, 3",
        "mimic-iii-demo, mimic-iii-demo/dev/charts, .csv, 20, 4"})
    void shouldEndTheSameInWhateverOrderReadingsCome(String mapping, String folder, String suffix, int devices,
            long seed) throws IOException {
        List<Home> homes = recorded(folder, suffix, mapping).entrySet().stream().limit(devices)
                .map(device -> home(new DeviceId(device.getKey()), device.getValue(), new Random(seed))).toList();
        Set<String> inOrder = results("in-order", homes, 1, inOrder(homes));
        Set<String> delayed = results("delayed", homes, 1, delayed(homes, new Random(seed)));
        Set<String> shuffled = results("shuffled", homes, 2, shuffled(homes, new Random(seed)));
        for (String kind : List.of("observation ", "score ", "summary ")) {
            assertThat(of(kind, inOrder)).hasSizeGreaterThan(devices);
            assertThat(difference(of(kind, delayed), of(kind, inOrder))).as("delayed").isEmpty();
            assertThat(difference(of(kind, shuffled), of(kind, inOrder))).as("shuffled").isEmpty();
        }
        assertThat(inOrder).anyMatch(line -> line.contains("-first")).anyMatch(line -> line.contains("-second"));
    }

    private static Set<String> of(String kind, Set<String> results) {
        return results.stream().filter(line -> line.startsWith(kind)).collect(Collectors.toSet());
    }

    /// What is in one of them alone, so that a failure shows no more than that.
    private static List<String> difference(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream().filter(line -> !others.contains(line)),
                others.stream().filter(line -> !some.contains(line))).sorted().toList();
    }

    /// @param assumed every so many device is first assumed to be the first patient's, the others are nobody's yet
    private Set<String> results(String name, List<Home> homes, int assumed, List<Happening> arriving) {
        try (TwoStages stages = new TwoStages(directory.resolve(name), START)) {
            homes.forEach(home -> home.patients().forEach(stages::enrol));
            for (int number = 0; number < homes.size(); number += assumed) {
                homes.get(number).assumed().on(stages);
            }
            for (Happening each : arriving) {
                stages.passTo(each.at());
                each.consequence().on(stages);
            }
            Instant end = START.plus(LENGTH).plus(DELAY.multipliedBy(2)).plus(Duration.ofHours(30));
            while (stages.now().isBefore(end)) {
                stages.passTo(stages.now().plus(Duration.ofMinutes(10)));
            }
            return stages.results();
        }
    }

    private static List<Happening> inOrder(List<Home> homes) {
        return sorted(homes.stream().flatMap(home -> home.happenings().stream()).toList());
    }

    private static List<Happening> sorted(List<Happening> happenings) {
        return happenings.stream().sorted(Comparator.comparing(Happening::at)).toList();
    }

    /// Each up to six hours late, one in five twice.
    private static List<Happening> delayed(List<Home> homes, Random random) {
        List<Happening> arriving = new ArrayList<>();
        for (Happening each : inOrder(homes)) {
            for (int times = random.nextInt(5) == 0 ? 2 : 1; times > 0; times--) {
                boolean late = random.nextInt(3) == 0;
                arriving.add(new Happening(each.at().plusSeconds(late ? random.nextLong(DELAY.toSeconds()) : 0),
                        each.consequence()));
            }
        }
        return sorted(arriving);
    }

    /// In any order at all, after everything has happened, one in five twice.
    private static List<Happening> shuffled(List<Home> homes, Random random) {
        List<Consequence> all = homes.stream().flatMap(home -> home.happenings().stream()).map(Happening::consequence)
                .collect(Collectors.toCollection(ArrayList::new));
        all.addAll(all.stream().filter(each -> random.nextInt(5) == 0).toList());
        Collections.shuffle(all, random);
        Instant end = START.plus(LENGTH);
        double between = (double) DELAY.toMillis() / all.size();
        List<Happening> arriving = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            arriving.add(new Happening(end.plusMillis((long) (i * between)), all.get(i)));
        }
        return arriving;
    }

    private static Home home(DeviceId device, List<Reading> readings, Random random) {
        List<Happening> happenings = new ArrayList<>();
        Instant last = readings.getLast().takenAt();
        Instant change = START.plus(Duration.between(START, last).dividedBy(3));
        PatientId first = new PatientId(device.value().replace(':', '-') + "-first");
        PatientId second = new PatientId(device.value().replace(':', '-') + "-second");
        List<Assignment> known = List.of(new Assignment(first, Instant.EPOCH, change),
                new Assignment(second, change, null));
        happenings.add(new Happening(change.plus(Duration.between(change, last).dividedBy(2)),
                stages -> stages.assign(device, known)));
        for (Reading reading : readings) {
            happenings.add(new Happening(reading.takenAt(), stages -> stages.receive(reading)));
            Instant soon = reading.takenAt().plusSeconds(random.nextInt(3_600));
            if (random.nextInt(30) == 0) {
                happenings.add(new Happening(soon, stages -> stages.retract(device, reading.id())));
            } else if (random.nextInt(30) == 0) {
                happenings.add(new Happening(soon, stages -> stages.receive(inPlaceOf(reading))));
            }
        }
        return new Home(List.of(first, second),
                stages -> stages.assign(device, List.of(new Assignment(first, Instant.EPOCH, null))), happenings);
    }

    private static Reading inPlaceOf(Reading reading) {
        return as(new ReadingId(reading.id() + "-again"), reading.takenAt().plusMillis(500), reading.id(), reading);
    }

    /// By device, from one start on.
    private static Map<String, List<Reading>> recorded(String folder, String suffix, String mapping)
            throws IOException {
        Recording recording = Recording.read(Recordings.files(folder, suffix), Recordings.mapping(mapping),
                new RowCount());
        Map<String, List<RecordedReading>> byDevice = recording.readings().stream()
                .collect(Collectors.groupingBy(RecordedReading::deviceId, TreeMap::new, Collectors.toList()));
        Map<String, List<Reading>> readings = new TreeMap<>();
        byDevice.forEach((device, all) -> {
            Instant first = all.stream().map(RecordedReading::takenAt).min(Instant::compareTo).orElseThrow();
            Duration shift = Duration.between(first, START);
            readings.put(device, all.stream().sorted(Comparator.comparing(RecordedReading::takenAt))
                    .filter(each -> each.takenAt().isBefore(first.plus(LENGTH))).limit(MOST_READINGS)
                    .map(each -> reading(each, each.takenAt().plus(shift))).toList());
        });
        return readings;
    }

    /// A reading that has no id gets the one that ingest gives it. Its time alone would be none: charts have several
    /// readings of one minute, entered one by one, and of two readings under one id the first to come stands.
    private static Reading reading(RecordedReading recorded, Instant takenAt) {
        ObjectNode json = recorded.toJson().put("takenAt", takenAt.toString()).put("receivedAt", takenAt.toString())
                .put("door", "http");
        boolean named = json.has("id");
        if (!named) {
            json.put("id", "none");
        }
        try {
            Reading reading = Topics.READINGS.value().decode(Json.mapper().writeValueAsBytes(json));
            return named ? reading : as(ReadingIdentity.of(reading.deviceId(), takenAt, reading.measurements()),
                    takenAt, null, reading);
        } catch (MalformedRecord | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Reading as(ReadingId id, Instant takenAt, @Nullable ReadingId replaces, Reading reading) {
        return new Reading(reading.deviceId(), id, takenAt, null, reading.measurements(), reading.battery(),
                reading.signalQuality(), null, reading.receivedAt(), reading.gateway(), reading.door(),
                reading.status(), replaces);
    }
}
