package dev.vigil.ingest.check;

import dev.vigil.domain.reading.QuarantineReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Why a message is set aside as a whole, because readings in it were refused for good: its sender may never read the
/// answer. What came too fast is not among them, since that comes again.
///
/// @param reason of the first
/// @param detail for a person, of the first few
public record SetAside(QuarantineReason reason, String detail) {

    private static final int MOST_REASONS = 5;

    /// Empty where no reading was refused for good.
    public static Optional<SetAside> of(List<Checked> readings) {
        List<Integer> refused = IntStream.range(0, readings.size())
                .filter(i -> readings.get(i) instanceof Checked.Rejected(Refusal refusal)
                        && refusal.type() != Refusal.Type.RATE_LIMITED)
                .boxed().toList();
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        String reasons = refused.stream().limit(MOST_REASONS)
                .map(i -> "[" + i + "] " + refusal(readings, i).detail()).collect(Collectors.joining(" "));
        return Optional.of(new SetAside(reason(refusal(readings, refused.getFirst())),
                refused.size() + " of " + readings.size() + " readings refused: " + reasons));
    }

    private static Refusal refusal(List<Checked> readings, int index) {
        return ((Checked.Rejected) readings.get(index)).refusal();
    }

    private static QuarantineReason reason(Refusal refusal) {
        return switch (refusal.type()) {
            case MALFORMED, RATE_LIMITED, TRANSACTION -> QuarantineReason.MALFORMED;
            case UNMAPPED -> QuarantineReason.UNMAPPED;
            case UNKNOWN_VITAL -> QuarantineReason.UNKNOWN_VITAL;
            case UNKNOWN_UNIT -> QuarantineReason.UNKNOWN_UNIT;
            case DEVICE_NOT_ALLOWED -> QuarantineReason.DEVICE_NOT_ALLOWED;
            case TECHNICAL -> QuarantineReason.TECHNICAL;
        };
    }
}
