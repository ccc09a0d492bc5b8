package dev.vigil.ingest.mqtt;

import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message on its way: which of its readings are stored, and which came too fast and are checked again. One thread.
final class Pending {

    private final ReadingMessage message;
    private final Function<Draft, Checked> check;
    private final Map<Checked, Draft> flooding = new IdentityHashMap<>();
    private final Set<Integer> stored = new HashSet<>();
    private final List<Checked> readings = new ArrayList<>();
    private @Nullable String unreadable;

    /// @param check of one reading; asked again for one that came too fast
    Pending(ReadingMessage message, Function<Draft, Checked> check) {
        this.message = message;
        this.check = check;
    }

    Checked check(Draft draft) {
        Checked checked = check.apply(draft);
        if (cameTooFast(checked)) {
            flooding.put(checked, draft);
        }
        return checked;
    }

    void readAs(List<Checked> all) {
        readings.addAll(all);
    }

    void unreadable(String detail) {
        unreadable = detail;
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

    /// What came too fast, checked once more.
    void again() {
        Map<Checked, Draft> before = new IdentityHashMap<>(flooding);
        flooding.clear();
        readings.replaceAll(reading -> {
            Draft draft = before.get(reading);
            return draft == null ? reading : check(draft);
        });
    }

    void settle() {
        message.settled().accept(unreadable == null ? new Settlement.Taken(readings)
                : new Settlement.Unreadable(unreadable));
    }

    private static boolean cameTooFast(Checked checked) {
        return checked instanceof Checked.Rejected rejected
                && rejected.refusal().type() == Refusal.Type.RATE_LIMITED;
    }
}
