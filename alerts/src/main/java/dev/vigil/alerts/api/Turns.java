package dev.vigil.alerts.api;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// One at a time for each key: who builds upon what is known waits for the one before to be known. On this node; two
/// nodes that write one key at the same instant are told apart by Kafka's order alone. Thread-safe.
final class Turns {

    private static final int STRIPES = 64;

    private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    void take(Object key, Runnable work) {
        ReentrantLock lock = locks.get(Math.floorMod(key.hashCode(), STRIPES));
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
