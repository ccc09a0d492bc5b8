package dev.vigil.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What this process takes of the machine's memory.
///
/// @param resident in MiB, all of it
/// @param mostResident in MiB, at its peak
/// @param heapUsed in MiB
public record ProcessMemory(long resident, long mostResident, long heapUsed) {

    /// Empty where the system does not tell.
    public static Optional<ProcessMemory> ofThisProcess() {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            return Optional.of(new ProcessMemory(of(status, "VmRSS:"), of(status, "VmHWM:"), heap >> 20));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long of(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", "")).mapToLong(Long::parseLong).findFirst().orElse(0) >> 10;
    }

    @Override
    public String toString() {
        return "%,d MiB resident (at most %,d), heap used %,d MiB".formatted(resident, mostResident, heapUsed);
    }
}
