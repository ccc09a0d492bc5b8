package dev.vigil.ingest.mqtt;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.BodyParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message on its way: whether it is read, which of its readings are stored, and which came too fast and are checked
/// again. One thread.
final class Pending {

    private final ReadingMessage message;
    private final BodyParser parser;
    private final Function<Draft, Checked> check;
    private final Map<Checked, Draft> flooding = new IdentityHashMap<>();
    private final Set<Integer> stored = new HashSet<>();
    private final List<Checked> readings = new ArrayList<>();
    private boolean read;
    private @Nullable String unreadable;
    private @Nullable Refusal tooFast;

    /// @param check of one reading; asked again for one that came too fast
    Pending(ReadingMessage message, BodyParser parser, Function<Draft, Checked> check) {
        this.message = message;
        this.parser = parser;
        this.check = check;
    }

    DeviceId device() {
        return message.device();
    }

    /// @param again what came too fast once more
    void check(boolean again) {
        if (!read) {
            read();
        } else if (again && floods()) {
            checkAgain();
        }
    }

    boolean floods() {
        return !flooding.isEmpty();
    }

    /// Those to be stored and counted now.
    List<Checked> due() {
        List<Checked> due = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            if (!stored.contains(i) && !flooding.containsKey(readings.get(i))) {
                due.add(readings.get(i));
            }
        }
        return due;
    }

    void stored() {
        for (int i = 0; i < readings.size(); i++) {
            if (!flooding.containsKey(readings.get(i))) {
                stored.add(i);
            }
        }
    }

    boolean isStored() {
        return read && stored.size() == readings.size();
    }

    void settle() {
        message.settled().accept(unreadable == null ? new Settlement.Taken(readings)
                : new Settlement.Unreadable(unreadable));
    }

    private void read() {
        read = true;
        switch (parser.json(message.payload(), this::checked)) {
            case Body.Readings(List<Checked> all) -> {
                readings.addAll(all);
                unreadable = all.isEmpty() ? "The message holds no reading." : null;
            }
            case Body.Unreadable(String detail) -> unreadable = detail;
            case Body.TooMany(int limit) -> unreadable = "A message may hold at most " + limit + " readings.";
        }
    }

    /// Behind one that came too fast the others wait, though there may be room for them by now: they keep their order.
    private Checked checked(Draft draft) {
        Refusal before = tooFast;
        Checked checked = before == null ? check.apply(draft) : new Checked.Rejected(before);
        if (checked instanceof Checked.Rejected(Refusal refusal) && refusal.type() == Refusal.Type.RATE_LIMITED) {
            flooding.put(checked, draft);
            tooFast = refusal;
        }
        return checked;
    }

    private void checkAgain() {
        tooFast = null;
        Map<Checked, Draft> before = new IdentityHashMap<>(flooding);
        flooding.clear();
        readings.replaceAll(reading -> {
            Draft draft = before.get(reading);
            return draft == null ? reading : checked(draft);
        });
    }
}
