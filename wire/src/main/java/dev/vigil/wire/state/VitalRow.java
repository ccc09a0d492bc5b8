package dev.vigil.wire.state;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.monitor.LatestValue;
import dev.vigil.domain.monitor.SummaryMarks;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is kept of a vital in its patient's record: the values at hand, the panes that change or are young, the
/// summaries that are due, and the newest of its history. All of it changes with the readings; older panes lie in
/// chunks, older points in rows.
///
/// @param recent of each grain, in their order
/// @param edge where the kept history ends
/// @param points the newest of the history, oldest first
public record VitalRow(@Nullable LatestValue newest, @Nullable LatestValue trusted, Instant receivedAt,
        List<RecentPanes> recent, VitalState.Edge edge, SummaryMarks summaries, List<HistoryPoint> points) {

    private static final int VERSION = 6;

    /// Up to this one a vital had a record of its own, and each pane that was not the newest another one.
    private static final int LAST_BY_ITSELF = 3;

    /// Up to this one no summary had samples.
    private static final int LAST_UNSAMPLED = 4;

    /// Up to this one every point of the history was a row of its own.
    private static final int LAST_WITHOUT_POINTS = 5;

    public VitalRow {
        recent = List.copyOf(recent);
        points = List.copyOf(points);
    }

    public byte[] encode(Vital vital) {
        StateWriter to = StateWriter.version(VERSION).instant(receivedAt);
        value(to, vital, newest);
        to.flag(Objects.equals(newest, trusted));
        if (!Objects.equals(newest, trusted)) {
            value(to, vital, trusted);
        }
        to.count(recent.size());
        recent.forEach(panes -> panes.write(to));
        to.instant(edge.takenAt()).count(edge.inQuarter());
        SummaryMarksCodec.write(to, summaries);
        return PointBlock.write(to, vital, points).toBytes();
    }

    public static VitalRow decode(Vital vital, byte[] bytes) {
        StateReader from = StateReader.upTo(VERSION, bytes);
        Instant receivedAt = from.instant();
        LatestValue newest = value(from, vital);
        LatestValue trusted = from.flag() ? newest : value(from, vital);
        int size = from.parts();
        List<RecentPanes> recent = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            recent.add(from.version() > LAST_BY_ITSELF ? RecentPanes.read(from) : newestAlone(from, vital));
        }
        VitalState.Edge edge = edge(from, newest);
        SummaryMarks summaries = from.version() > LAST_BY_ITSELF
                ? SummaryMarksCodec.read(from, from.version() > LAST_UNSAMPLED) : SummaryMarks.NONE;
        return new VitalRow(newest, trusted, receivedAt, recent, edge, summaries,
                from.version() > LAST_WITHOUT_POINTS ? PointBlock.read(from, vital) : List.of());
    }

    private static RecentPanes newestAlone(StateReader from, Vital vital) {
        if (!from.flag()) {
            return RecentPanes.NONE;
        }
        return new RecentPanes(RecentPanes.NONE.storedTo(),
                List.of(from.version() > 2 ? PaneCodec.read(from) : PaneCodec.readUncounted(from, vital)));
    }

    /// The first version kept no history, so it ends with the newest value.
    private static VitalState.Edge edge(StateReader from, @Nullable LatestValue newest) {
        return from.version() > 1 ? new VitalState.Edge(from.instant(), from.count())
                : newest == null ? VitalState.Edge.NONE : new VitalState.Edge(newest.takenAt(), 0);
    }

    private static void value(StateWriter to, Vital vital, @Nullable LatestValue value) {
        to.flag(value != null);
        if (value != null) {
            measured(to, vital, value.value());
            to.instant(value.takenAt()).text(value.observationId()).text(value.deviceId().value())
                    .textOrNone(value.gateway()).flag(value.questionable());
        }
    }

    static void measured(StateWriter to, Vital vital, MeasuredValue value) {
        switch (value) {
            case MeasuredValue.Quantity quantity ->
                to.signed(quantity.value().setScale(vital.scale()).unscaledValue().longValueExact());
            case MeasuredValue.Level level -> to.text(level.level().code());
        }
    }

    static MeasuredValue measured(StateReader from, Vital vital) {
        return vital.coded() ? new MeasuredValue.Level(Consciousness.ofCode(from.text()).orElseThrow())
                : new MeasuredValue.Quantity(BigDecimal.valueOf(from.signed(), vital.scale()));
    }

    private static @Nullable LatestValue value(StateReader from, Vital vital) {
        if (!from.flag()) {
            return null;
        }
        MeasuredValue value = measured(from, vital);
        return new LatestValue(value, from.instant(), from.text(), new DeviceId(from.text()), from.textOrNone(),
                from.flag());
    }
}
