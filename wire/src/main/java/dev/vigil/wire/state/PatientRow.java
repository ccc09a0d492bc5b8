package dev.vigil.wire.state;

import dev.vigil.domain.device.DeviceReport;
import dev.vigil.domain.history.ToldScore;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.monitor.ScoreTrack;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.signal.RuleProgress;
import dev.vigil.domain.signal.RuleState;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is kept of a patient beside the vitals; it changes when a rule moves or a score is told, not with every
/// reading.
///
/// @param told the newest scores that were told, oldest first; older ones lie in rows of the history
public record PatientRow(Instant armedAt, Map<String, RuleProgress> rules, @Nullable ScoreTrack live,
        Map<DeviceId, DeviceReport> troubled, List<ToldScore> told) {

    private static final int VERSION = 4;

    /// The first version kept a score of late readings and no content of scores.
    private static final int WITH_PAST = 1;

    /// From here on devices say whether their cuff erred.
    private static final int WITH_CUFFS = 3;

    /// From here on the newest scores lie here.
    private static final int WITH_TOLD = 4;

    public PatientRow {
        told = List.copyOf(told);
    }

    public byte[] encode() {
        StateWriter to = StateWriter.version(VERSION).instant(armedAt);
        track(to, live);
        to.count(rules.size());
        rules.forEach((ruleId, progress) -> progress(to.text(ruleId), progress));
        to.count(troubled.size());
        troubled.forEach((device, report) -> report(to.text(device.value()), report));
        return ToldScoreBlock.write(to, told).toBytes();
    }

    public static PatientRow decode(byte[] bytes) {
        StateReader from = StateReader.upTo(VERSION, bytes);
        Instant armedAt = from.instant();
        ScoreTrack live = track(from);
        if (from.version() == WITH_PAST) {
            track(from);
        }
        int size = from.parts();
        Map<String, RuleProgress> rules = new HashMap<>();
        for (int i = 0; i < size; i++) {
            rules.put(from.text(), progress(from));
        }
        int devices = from.version() == WITH_PAST ? 0 : from.parts();
        Map<DeviceId, DeviceReport> troubled = new HashMap<>();
        for (int i = 0; i < devices; i++) {
            troubled.put(new DeviceId(from.text()), report(from));
        }
        return new PatientRow(armedAt, rules, live, troubled,
                from.version() < WITH_TOLD ? List.of() : ToldScoreBlock.read(from));
    }

    private static void report(StateWriter to, DeviceReport report) {
        to.instant(report.at()).textOrNone(text(report.battery())).textOrNone(text(report.signalQuality()))
                .signed(report.clockOffset().toMillis())
                .textOrNone(text(report.cuffError()));
    }

    private static DeviceReport report(StateReader from) {
        return new DeviceReport(from.instant(), decimal(from.textOrNone()), decimal(from.textOrNone()),
                Duration.ofMillis(from.signed()), from.version() < WITH_CUFFS ? null : decimal(from.textOrNone()));
    }

    private static @Nullable String text(@Nullable BigDecimal decimal) {
        return decimal == null ? null : decimal.toString();
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static void track(StateWriter to, @Nullable ScoreTrack track) {
        to.flag(track != null);
        if (track != null) {
            to.instant(track.at()).count(track.revision()).signed(track.shape()).instant(track.publishedAt())
                    .fixed(track.content()).instant(track.agedAt());
        }
    }

    private static @Nullable ScoreTrack track(StateReader from) {
        if (!from.flag()) {
            return null;
        }
        Instant at = from.instant();
        int revision = from.count();
        long shape = from.signed();
        Instant publishedAt = from.instant();
        return from.version() == WITH_PAST ? new ScoreTrack(at, revision, shape, publishedAt, -1, Instant.EPOCH)
                : new ScoreTrack(at, revision, shape, publishedAt, from.fixed(), from.instant());
    }

    private static void progress(StateWriter to, RuleProgress progress) {
        to.text(progress.kind().code()).text(progress.priority().code());
        state(to, progress.live());
        state(to, progress.past());
        to.textOrNone(progress.explanation()).count(progress.provenBy().size());
        progress.provenBy().forEach(vital -> to.text(vital.key()));
        to.count(progress.reached());
    }

    private static RuleProgress progress(StateReader from) {
        String kindCode = from.text();
        String priorityCode = from.text();
        RuleState live = state(from);
        RuleState past = state(from);
        String explanation = from.textOrNone();
        int size = from.parts();
        Set<Vital> provenBy = EnumSet.noneOf(Vital.class);
        for (int i = 0; i < size; i++) {
            provenBy.add(Vital.ofKey(from.text()).orElseThrow());
        }
        return new RuleProgress(ofCode(RuleKind.values(), RuleKind::code, kindCode),
                ofCode(Priority.values(), Priority::code, priorityCode), live, past, explanation, provenBy,
                from.count());
    }

    private static <E> E ofCode(E[] values, Function<E, String> code, String text) {
        return Arrays.stream(values).filter(value -> code.apply(value).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalStateException("kept state has an unknown code"));
    }

    private static void state(StateWriter to, RuleState state) {
        switch (state) {
            case RuleState.Quiet quiet -> to.count(0);
            case RuleState.Pending pending -> to.count(1).instant(pending.since()).instant(pending.lastAt())
                    .instant(pending.arrivedAt());
            case RuleState.Raised raised -> episode(to.count(2), raised);
            case RuleState.Clearing clearing -> episode(to.count(3), clearing.episode()).instant(clearing.since());
        }
    }

    private static StateWriter episode(StateWriter to, RuleState.Raised raised) {
        return to.instant(raised.startedAt()).instant(raised.lastAt()).flag(raised.unconfirmed());
    }

    private static RuleState state(StateReader from) {
        return switch (from.count()) {
            case 0 -> RuleState.QUIET;
            case 1 -> new RuleState.Pending(from.instant(), from.instant(), from.instant());
            case 2 -> episode(from);
            case 3 -> new RuleState.Clearing(episode(from), from.instant());
            default -> throw new IllegalStateException("kept state has an unknown rule state");
        };
    }

    private static RuleState.Raised episode(StateReader from) {
        return new RuleState.Raised(from.instant(), from.instant(), from.flag());
    }
}
