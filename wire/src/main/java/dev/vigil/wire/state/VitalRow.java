package dev.vigil.wire.state;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.monitor.LatestValue;
import dev.vigil.domain.monitor.VitalState;
import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Pane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What changes with every reading of a vital, in one record: the values at hand and the newest pane of each grain.
/// So a reading writes one small record; a pane gets a record of its own only when a newer one begins.
///
/// @param openPanes newest pane of each grain, in the order of the grains; null where there is none
/// @param edge where the kept history ends
public record VitalRow(@Nullable LatestValue newest, @Nullable LatestValue trusted, Instant receivedAt,
        List<@Nullable Pane> openPanes, VitalState.Edge edge) {

    private static final int VERSION = 3;

    public byte[] encode(Vital vital) {
        StateWriter to = StateWriter.version(VERSION).instant(receivedAt);
        value(to, vital, newest);
        to.flag(Objects.equals(newest, trusted));
        if (!Objects.equals(newest, trusted)) {
            value(to, vital, trusted);
        }
        to.count(openPanes.size());
        for (Pane pane : openPanes) {
            to.flag(pane != null);
            if (pane != null) {
                PaneCodec.write(to, pane);
            }
        }
        return to.instant(edge.takenAt()).count(edge.inQuarter()).toBytes();
    }

    public static VitalRow decode(Vital vital, byte[] bytes) {
        StateReader from = StateReader.upTo(VERSION, bytes);
        Instant receivedAt = from.instant();
        LatestValue newest = value(from, vital);
        LatestValue trusted = from.flag() ? newest : value(from, vital);
        int size = from.count();
        List<@Nullable Pane> panes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            panes.add(from.flag() ? pane(from, vital) : null);
        }
        return new VitalRow(newest, trusted, receivedAt, panes, edge(from, newest));
    }

    private static Pane pane(StateReader from, Vital vital) {
        return from.version() > 2 ? PaneCodec.read(from) : PaneCodec.readUncounted(from, vital);
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
