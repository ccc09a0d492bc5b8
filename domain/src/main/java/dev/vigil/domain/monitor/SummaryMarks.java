package dev.vigil.domain.monitor;

import dev.vigil.domain.window.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which closed windows of a vital are still to be summed up, and under which revision. A window is marked by its first
/// reading and unmarked when it is published; a late reading marks it again.
public record SummaryMarks(List<Mark> marks) {

    public static final SummaryMarks NONE = new SummaryMarks(List.of());

    /// How long after its end a window waits for stragglers.
    static final Duration GRACE = Duration.ofMinutes(2);

    /// A batch of late readings gives one new revision, not one each.
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private static final List<WindowLength> CLOSED = List.of(WindowLength.ONE_HOUR, WindowLength.ONE_DAY);

    public SummaryMarks {
        marks = List.copyOf(marks);
    }

    /// @param revision of the next publication
    /// @param changedAt the first reading since the last publication, on the wall clock; null when there is none
    /// @param runs of samples that were told, [#NOT_SAMPLED] where no reading of the window came under a plan that
    ///     exports samples
    public record Mark(WindowLength window, Instant from, int revision, @Nullable Instant changedAt, int runs) {

        public static final int NOT_SAMPLED = -1;

        boolean isSampled() {
            return runs > NOT_SAMPLED;
        }

        Optional<Instant> due() {
            if (changedAt == null) {
                return Optional.empty();
            }
            Instant closed = from.plus(window.length()).plus(GRACE);
            Instant settled = changedAt.plus(SETTLE);
            return Optional.of(closed.isAfter(settled) ? closed : settled);
        }

        private boolean isOf(WindowLength length, Instant start) {
            return window.equals(length) && from.equals(start);
        }
    }

    /// This very object when the windows of that time are marked already.
    ///
    /// @param sampled the plan exports samples of the vital
    SummaryMarks touched(Instant takenAt, Instant now, boolean sampled) {
        SummaryMarks touched = this;
        for (WindowLength window : CLOSED) {
            long length = window.length().toSeconds();
            touched = touched.touched(window,
                    Instant.ofEpochSecond(Math.floorDiv(takenAt.getEpochSecond(), length) * length), now,
                    sampled && window.equals(WindowLength.ONE_HOUR));
        }
        return touched;
    }

    private SummaryMarks touched(WindowLength window, Instant from, Instant now, boolean sampled) {
        for (int i = marks.size() - 1; i >= 0; i--) {
            Mark mark = marks.get(i);
            if (mark.isOf(window, from)) {
                Instant changedAt = mark.changedAt() == null ? now : mark.changedAt();
                int runs = sampled ? Math.max(0, mark.runs()) : mark.runs();
                Mark changed = new Mark(window, from, mark.revision(), changedAt, runs);
                return changed.equals(mark) ? this : with(changed);
            }
        }
        return with(new Mark(window, from, 0, now, sampled ? 0 : Mark.NOT_SAMPLED));
    }

    List<Mark> dueAt(Instant now) {
        List<Mark> due = List.of();
        for (Mark mark : marks) {
            Instant time = mark.due().orElse(null);
            if (time != null && !time.isAfter(now)) {
                due = due.isEmpty() ? new ArrayList<>() : due;
                due.add(mark);
            }
        }
        return due;
    }

    Optional<Instant> nextDue() {
        Instant next = null;
        for (Mark mark : marks) {
            Instant due = mark.due().orElse(null);
            next = next == null || (due != null && due.isBefore(next)) ? due : next;
        }
        return Optional.ofNullable(next);
    }

    /// @param runs of samples that are told by now
    /// @param forget windows that began before are no longer kept
    SummaryMarks published(Mark published, int runs, Instant forget) {
        SummaryMarks next =
                with(new Mark(published.window(), published.from(), published.revision() + 1, null, runs));
        return new SummaryMarks(next.marks.stream().filter(mark -> !mark.from().isBefore(forget)).toList());
    }

    private SummaryMarks with(Mark changed) {
        List<Mark> next = new ArrayList<>(marks);
        next.removeIf(mark -> mark.isOf(changed.window(), changed.from()));
        next.add(changed);
        return new SummaryMarks(next);
    }
}
