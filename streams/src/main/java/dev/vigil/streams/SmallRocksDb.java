package dev.vigil.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/// Bounds the native memory of one store of one partition to some 16 MB: Kafka Streams' default takes up to 100 MB of
/// each, and a clinic's machine runs dozens.
public final class SmallRocksDb implements RocksDBConfigSetter {

    private static final long WRITE_BUFFER = 4L << 20;
    private static final int WRITE_BUFFERS = 2;
    private static final long BLOCK_CACHE = 8L << 20;

    private @Nullable LRUCache cache;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        LRUCache blocks = new LRUCache(BLOCK_CACHE);
        cache = blocks;
        table.setBlockCache(blocks);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String storeName, Options options) {
        if (cache != null) {
            cache.close();
        }
    }
}
