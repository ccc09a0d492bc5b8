package dev.vigil.bench;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// `./vigil bench windows`: whether a reading costs the same whatever the window.
public final class WindowCost {

    private static final double MOST = 1.3;

    private WindowCost() {
    }

    /// Ends with 1 when a reading under a window of seven days takes more than 1.3 times one under five minutes.
    public static void main(String[] arguments) throws RunnerException {
        OutputFormat out = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.NORMAL);
        Options options = new OptionsBuilder().include(MonitorBenchmark.class.getName()).build();
        Collection<RunResult> results = new Runner(options, out).run();
        double ratio = micros(results, MonitorBenchmark.LONG) / micros(results, MonitorBenchmark.SHORT);
        out.println("a reading under %s takes %.2f times one under %s".formatted(MonitorBenchmark.LONG, ratio,
                MonitorBenchmark.SHORT));
        System.exit(ratio <= MOST ? 0 : 1);
    }

    private static double micros(Collection<RunResult> results, String window) {
        return results.stream().filter(result -> result.getParams().getParam("window").equals(window))
                .mapToDouble(result -> result.getPrimaryResult().getScore()).findFirst().orElseThrow();
    }
}
