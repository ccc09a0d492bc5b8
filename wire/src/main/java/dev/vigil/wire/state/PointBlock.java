package dev.vigil.wire.state;

import dev.vigil.domain.history.HistoryPoint;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Points of one vital beside each other, oldest first: some thirty bytes each, because the device that they share is
/// written once and times count from each other.
final class PointBlock {

    private static final int QUESTIONABLE = 1;
    private static final int WITHDRAWN = 2;
    private static final int OF_THE_SAME_DEVICE = 4;

    private PointBlock() {
    }

    static StateWriter write(StateWriter to, Vital vital, List<HistoryPoint> points) {
        to.count(points.size());
        HistoryPoint before = null;
        for (HistoryPoint point : points) {
            boolean same = before != null && isOfTheSameDevice(before, point);
            to.oneByte((point.questionable() ? QUESTIONABLE : 0) | (point.withdrawn() ? WITHDRAWN : 0)
                    | (same ? OF_THE_SAME_DEVICE : 0));
            to.signed(point.takenAt().getEpochSecond() - (before == null ? 0 : before.takenAt().getEpochSecond()))
                    .count(point.takenAt().getNano()).uuidOrText(point.observationId()).count(point.revision());
            VitalRow.measured(to, vital, point.value());
            if (!same) {
                to.text(point.deviceId().value()).textOrNone(point.gateway());
            }
            before = point;
        }
        return to;
    }

    private static boolean isOfTheSameDevice(HistoryPoint one, HistoryPoint other) {
        return one.deviceId().equals(other.deviceId())
                && Objects.equals(one.gateway(), other.gateway());
    }

    /// @throws IllegalStateException where they are out of order, as only damage leaves them
    static List<HistoryPoint> read(StateReader from, Vital vital) {
        int count = from.parts();
        List<HistoryPoint> points = new ArrayList<>(count);
        HistoryPoint before = null;
        for (int i = 0; i < count; i++) {
            HistoryPoint point = read(from, vital, before);
            if (before != null && !before.isBefore(point)) {
                throw new IllegalStateException("kept points are out of order");
            }
            points.add(point);
            before = point;
        }
        return points;
    }

    private static HistoryPoint read(StateReader from, Vital vital, @Nullable HistoryPoint before) {
        int flags = from.oneByte();
        Instant takenAt = Instant.ofEpochSecond(
                Math.addExact(from.signed(), before == null ? 0 : before.takenAt().getEpochSecond()), from.count());
        String observationId = from.uuidOrText();
        int revision = from.count();
        MeasuredValue value = VitalRow.measured(from, vital);
        HistoryPoint alike = (flags & OF_THE_SAME_DEVICE) == 0 ? null : before;
        DeviceId device = alike == null ? new DeviceId(from.text()) : alike.deviceId();
        String gateway = alike == null ? from.textOrNone() : alike.gateway();
        return new HistoryPoint(vital, takenAt, observationId, revision, value, (flags & QUESTIONABLE) != 0,
                (flags & WITHDRAWN) != 0, device, gateway);
    }
}
