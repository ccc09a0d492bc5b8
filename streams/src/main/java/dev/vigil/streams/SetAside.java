package dev.vigil.streams;

import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.Quarantine.Original;
import dev.vigil.domain.reading.QuarantineReason;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of kept state that cannot be read: its bytes go to the quarantine with where they lay, it is counted,
/// and the log says it once for each device or patient, without what it held. One task's, on one thread.
public final class SetAside {

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    /// More would not fit into one record of the quarantine.
    private static final int MOST_BYTES = 256 << 10;

    /// Kept state has no place in its changelog that the task could know.
    private static final long NO_OFFSET = -1;

    private final ProcessingContext context;
    private final Consumer<Quarantine> quarantine;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Set<String> said = new HashSet<>();

    /// @param quarantine sends one on
    public SetAside(ProcessingContext context, Consumer<Quarantine> quarantine, InstantSource clock,
            MeterRegistry meters) {
        this.context = context;
        this.quarantine = quarantine;
        this.clock = clock;
        this.meters = meters;
    }

    /// @param key begins with the device or patient, and ends there or goes on with a bar
    public void unreadable(String store, String key, byte[] bytes, RuntimeException why) {
        meters.counter("vigil.state.unreadable", "store", store).increment();
        String whose = key.split("\\|", 2)[0];
        if (said.add(whose)) {
            LOG.error("kept state of {} in {} cannot be read ({}) and is set aside; it goes on from what is readable",
                    whose, store, why.getClass().getSimpleName());
        }
        Instant now = clock.instant();
        byte[] kept = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES));
        quarantine.accept(new Quarantine(whose, Original.OfBytes.of(kept,
                context.applicationId() + "-" + store + "-changelog", context.taskId().partition(), NO_OFFSET),
                QuarantineReason.MALFORMED, "kept state under the key " + key + " cannot be read: "
                        + why.getClass().getSimpleName() + "; what it held is forgotten",
                now));
    }
}
