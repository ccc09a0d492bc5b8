package dev.vigil.wire.state;

import dev.vigil.domain.monitor.SummaryMarks;
import dev.vigil.domain.window.WindowLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Which windows of a vital are still to be summed up. The first version knew no samples.
public final class SummaryMarksCodec {

    private static final int VERSION = 2;

    /// As many as an hour of readings that are kept one by one.
    private static final int MOST_RUNS = 4_000;

    private SummaryMarksCodec() {
    }

    public static byte[] encode(SummaryMarks marks) {
        return write(StateWriter.version(VERSION), marks).toBytes();
    }

    static StateWriter write(StateWriter to, SummaryMarks marks) {
        to.count(marks.marks().size());
        for (SummaryMarks.Mark mark : marks.marks()) {
            to.signed(mark.window().length().toSeconds()).instant(mark.from()).count(mark.revision())
                    .instantOrNone(mark.changedAt()).signed(mark.runs());
        }
        return to;
    }

    public static SummaryMarks decode(byte[] bytes) {
        StateReader from = StateReader.upTo(VERSION, bytes);
        return read(from, from.version() > 1);
    }

    /// @param sampled whether they tell of samples
    static SummaryMarks read(StateReader from, boolean sampled) {
        int size = from.parts();
        List<SummaryMarks.Mark> marks = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            marks.add(new SummaryMarks.Mark(new WindowLength(Duration.ofSeconds(from.signed())),
                    from.instant(), from.count(), from.instantOrNone(),
                    sampled ? runs(from.signed()) : SummaryMarks.Mark.NOT_SAMPLED));
        }
        return new SummaryMarks(marks);
    }

    /// A damaged number must not become as many runs to take back.
    private static int runs(long kept) {
        if (kept < SummaryMarks.Mark.NOT_SAMPLED || kept > MOST_RUNS) {
            throw new IllegalStateException("an hour has no " + kept + " runs");
        }
        return (int) kept;
    }
}
