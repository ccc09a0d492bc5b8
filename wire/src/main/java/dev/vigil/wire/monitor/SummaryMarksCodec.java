package dev.vigil.wire.monitor;

import dev.vigil.domain.monitor.SummaryMarks;
import dev.vigil.domain.window.WindowLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Which windows of a vital are still to be summed up.
public final class SummaryMarksCodec {

    private static final int VERSION = 1;

    private SummaryMarksCodec() {
    }

    public static byte[] encode(SummaryMarks marks) {
        Packer to = new Packer().version(VERSION).number(marks.marks().size());
        for (SummaryMarks.Mark mark : marks.marks()) {
            to.number(mark.window().length().toSeconds()).instant(mark.from()).number(mark.revision())
                    .optionalInstant(mark.changedAt());
        }
        return to.bytes();
    }

    public static SummaryMarks decode(byte[] bytes) {
        Unpacker from = new Unpacker(bytes, VERSION);
        int size = from.size();
        List<SummaryMarks.Mark> marks = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            marks.add(new SummaryMarks.Mark(WindowLength.of(Duration.ofSeconds(from.number())).orElseThrow(),
                    from.instant(), from.size(), from.optionalInstant()));
        }
        return new SummaryMarks(marks);
    }
}
