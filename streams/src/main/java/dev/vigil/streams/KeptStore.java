package dev.vigil.streams;

import dev.vigil.wire.state.StateCodec;
import java.util.NoSuchElementException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A store whose records are decoded as they are read. One that cannot be is taken out of the store, handed to
/// [SetAside] and counts as not kept: a task that died of it would die of it again after each restart, and with it
/// everybody whose state lies beside it. Used by one stream thread.
public final class KeptStore<V> {

    private final KeyValueStore<String, byte[]> store;
    private final StateCodec<V> codec;
    private final SetAside aside;

    public KeptStore(KeyValueStore<String, byte[]> store, StateCodec<V> codec, SetAside aside) {
        this.store = store;
        this.codec = codec;
        this.aside = aside;
    }

    public @Nullable V get(String key) {
        byte[] bytes = store.get(key);
        return bytes == null ? null : decoded(key, bytes);
    }

    public void put(String key, V value) {
        store.put(key, codec.encode(value));
    }

    public void delete(String key) {
        store.delete(key);
    }

    /// It decodes and leads to nothing but failures.
    public void setAside(String key, RuntimeException why) {
        byte[] bytes = store.get(key);
        if (bytes != null) {
            store.delete(key);
            aside.unreadable(store.name(), key, bytes, why);
        }
    }

    /// Both ends included; null is no end.
    public KeyValueIterator<String, V> range(@Nullable String from, @Nullable String to) {
        return new Readable(store.range(from, to));
    }

    public KeyValueIterator<String, V> startingWith(String prefix) {
        return new Readable(store.prefixScan(prefix, new StringSerializer()));
    }

    private @Nullable V decoded(String key, byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (RuntimeException e) { // whatever bytes can make a constructor throw
            store.delete(key);
            aside.unreadable(store.name(), key, bytes, e);
            return null;
        }
    }

    /// Passes over what cannot be read.
    private final class Readable implements KeyValueIterator<String, V> {

        private final KeyValueIterator<String, byte[]> entries;
        private @Nullable KeyValue<String, V> next;

        Readable(KeyValueIterator<String, byte[]> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            while (next == null && entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                V value = decoded(entry.key, entry.value);
                next = value == null ? null : KeyValue.pair(entry.key, value);
            }
            return next != null;
        }

        @Override
        public KeyValue<String, V> next() {
            KeyValue<String, V> entry = peek();
            next = null;
            return entry;
        }

        @Override
        public String peekNextKey() {
            return peek().key;
        }

        private KeyValue<String, V> peek() {
            KeyValue<String, V> entry = hasNext() ? next : null;
            if (entry == null) {
                throw new NoSuchElementException();
            }
            return entry;
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
