package dev.vigil.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// The native memory that all stores on disk of this process share: blocks that were read, indexes, filters, and what
/// is not written yet. However many partitions come here after a failover, it stays one bound. To be closed after the
/// last store.
final class StoreMemory implements AutoCloseable {

    /// What a clinic's machine can spare; more only saves reads.
    static final long BYTES = 256L << 20;

    /// The name under which [SmallRocksDb] finds it among the settings.
    static final String SETTING = "vigil.store.memory";

    static {
        RocksDB.loadLibrary();
    }

    private final Cache blocks;
    private final WriteBufferManager writes;

    StoreMemory(long bytes) {
        blocks = new LRUCache(bytes);
        writes = new WriteBufferManager(bytes / 2, blocks);
    }

    Cache blocks() {
        return blocks;
    }

    /// Charges what it holds to the same cache.
    WriteBufferManager writes() {
        return writes;
    }

    long used() {
        return blocks.getUsage();
    }

    @Override
    public void close() {
        writes.close();
        blocks.close();
    }
}
