package dev.vigil.ingest.mqtt;

import dev.vigil.domain.id.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sessions of this instance: what each client has subscribed to, and its connection while it has one. A session
/// that is to last outlives its connection for as long as the client asked, a day at most, and while there is room: of
/// those without a connection the one that left first is forgotten. What was published is nowhere kept here: a client
/// sends again what was not acknowledged. Thread-safe.
final class Sessions {

    static final Duration LONGEST = Duration.ofDays(1);

    private final int mostLeft;
    private final Map<Key, Session> sessions = new LinkedHashMap<>();
    private final Map<DeviceTopic, Set<Key>> subscribers = new HashMap<>();

    Sessions(int mostLeft) {
        this.mostLeft = mostLeft;
    }

    /// A client of one credential; another credential's client of the same name is another one.
    ///
    /// @param sender the credential's name, null where nobody needs one
    record Key(@Nullable String sender, String client) {
    }

    /// @param until when it ends without a connection
    private record Session(Set<DeviceTopic> filters, @Nullable Connection connection, Instant until) {
    }

    /// @param present whether there was a session to go on with
    /// @param displaced the connection that the same client had, to be ended
    record Opened(boolean present, @Nullable Connection displaced) {
    }

    synchronized Opened open(Key key, Connection connection, boolean clean, Instant now) {
        Session before = sessions.remove(key);
        boolean goesOn = before != null && !clean && (before.connection() != null || before.until().isAfter(now));
        if (before != null && !goesOn) {
            forget(key, before);
        }
        sessions.put(key, new Session(goesOn && before != null ? before.filters() : new HashSet<>(), connection, now));
        return new Opened(goesOn, before == null ? null : before.connection());
    }

    /// @param lasting how long the session outlives the connection
    synchronized void left(Key key, Connection connection, Duration lasting, Instant now) {
        Session session = sessions.get(key);
        if (session == null || session.connection() != connection) {
            return;
        }
        sessions.remove(key);
        if (!lasting.isZero() && !session.filters().isEmpty()) {
            Duration atMost = lasting.compareTo(LONGEST) > 0 ? LONGEST : lasting;
            sessions.put(key, new Session(session.filters(), null, now.plus(atMost)));
            makeRoom(now);
        } else {
            forget(key, session);
        }
    }

    synchronized void subscribe(Key key, DeviceTopic filter) {
        Session session = sessions.get(key);
        if (session != null) {
            session.filters().add(filter);
            subscribers.computeIfAbsent(filter, none -> new LinkedHashSet<>()).add(key);
        }
    }

    synchronized void unsubscribe(Key key, DeviceTopic filter) {
        Session session = sessions.get(key);
        if (session != null) {
            session.filters().remove(filter);
            forget(key, filter);
        }
    }

    /// The connections of one credential that want to hear of a device.
    synchronized List<Connection> listening(@Nullable String sender, DeviceTopic.Kind kind, DeviceId device) {
        return Stream.of(new DeviceTopic(kind, device), new DeviceTopic(kind, null))
                .flatMap(filter -> subscribers.getOrDefault(filter, Set.of()).stream()).distinct()
                .filter(key -> Objects.equals(key.sender(), sender)).map(sessions::get)
                .flatMap(session -> Stream.ofNullable(session == null ? null : session.connection())).toList();
    }

    synchronized List<Connection> connections() {
        return sessions.values().stream().flatMap(session -> Stream.ofNullable(session.connection())).toList();
    }

    synchronized int size() {
        return sessions.size();
    }

    private void makeRoom(Instant now) {
        List<Key> left = sessions.entrySet().stream().filter(entry -> entry.getValue().connection() == null)
                .map(Map.Entry::getKey).toList();
        for (int i = 0; i < left.size(); i++) {
            Session session = Objects.requireNonNull(sessions.get(left.get(i)));
            if (i < left.size() - mostLeft || !session.until().isAfter(now)) {
                sessions.remove(left.get(i));
                forget(left.get(i), session);
            }
        }
    }

    private void forget(Key key, Session session) {
        session.filters().forEach(filter -> forget(key, filter));
    }

    private void forget(Key key, DeviceTopic filter) {
        subscribers.computeIfPresent(filter, (same, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }
}
