package dev.vigil.bench;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.monitor.Decision;
import dev.vigil.domain.monitor.Monitor;
import dev.vigil.domain.monitor.MonitorEvent;
import dev.vigil.domain.monitor.PatientState;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.patient.PatientSettings;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.plan.ParsedPlan;
import dev.vigil.wire.plan.PlanCodec;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the monitor spends on one observation of two vitals at one reading a second, with a rule on a window that has
/// been filled for a week. The claim: it does not depend on the window's length.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@org.openjdk.jmh.annotations.Measurement(iterations = 5, time = 2)
@Fork(3)
public class MonitorBenchmark {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final int WEEK = 7 * 86_400;

    /// A reading in so many seconds of the week before the last hour, which has one a second.
    private static final int SPARSE = 20;
    private static final int DENSE = 3_600;

    static final String SHORT = "PT5M";
    static final String LONG = "P7D";

    /// A plan of one rule on a mean over that window.
    @Param({SHORT, "P1D", LONG})
    public String window = SHORT;

    private Plan plan = windowed(SHORT);
    private PatientState patient = PatientState.firstSeen(new PatientId("p1"), START);
    private long second;

    @Setup
    public void fillAWeek() {
        plan = windowed(window);
        patient = PatientState.firstSeen(new PatientId("p1"), START);
        patient = decide(new MonitorEvent.PatientChanged(new Patient(new PatientId("p1"),
                LocalDate.parse("1950-01-01"), null, null, null, null, List.of(), List.of(),
                List.of(PatientSettings.initial(Instant.EPOCH))))).state();
        for (second = 1; second < WEEK; second += SPARSE) {
            patient = decide(new MonitorEvent.Observed(observation())).state();
        }
        for (int filled = 0; filled < DENSE; filled++) {
            oneObservation();
        }
    }

    @Benchmark
    public Decision oneObservation() {
        second++;
        Decision decision = decide(new MonitorEvent.Observed(observation()));
        patient = decision.state();
        return decision;
    }

    private Decision decide(MonitorEvent event) {
        return Monitor.decide(patient, event, plan, START.plusSeconds(second));
    }

    private Observation observation() {
        Instant now = START.plusSeconds(second);
        return new Observation("0f5e2a3b-0000-4000-8000-000000000000", 0, new PatientId("p1"), new DeviceId("d1"),
                null, new ReadingId("r"), now, now, null, now, now,
                List.of(measurement(Vital.HEART_RATE, 6000 + second * 31 % 2000),
                        measurement(Vital.OXYGEN_SATURATION, 9600 + second * 17 % 300)),
                false, ObservationStatus.FINAL);
    }

    private static Measurement measurement(Vital vital, long hundredths) {
        BigDecimal value = BigDecimal.valueOf(hundredths, 2);
        return new Measurement(vital, new MeasuredValue.Quantity(value),
                new Measurement.Original(new RawValue.Decimal(value), vital.unit()), false);
    }

    private static Plan windowed(String window) {
        ParsedPlan parsed = PlanCodec.parse("""
                {"plan": "windowed", "continuous": ["heart-rate", "oxygen-saturation"], "rules": [
                  {"id": "mean", "priority": "low",
                   "when": {"vital": "heart-rate", "window": "%s", "statistic": "mean", "above": 200}}]}
                """.formatted(window));
        return switch (parsed) {
            case ParsedPlan.Accepted accepted -> accepted.plan();
            case ParsedPlan.Refused refused -> throw new IllegalStateException(refused.problems().toString());
        };
    }
}
