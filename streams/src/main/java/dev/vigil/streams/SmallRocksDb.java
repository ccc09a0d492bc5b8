package dev.vigil.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/// Lets every store of the process live in one [StoreMemory]: Kafka Streams' default takes up to 100 MB for each store
/// of each partition, and a clinic's machine runs dozens.
public final class SmallRocksDb implements RocksDBConfigSetter {

    private static final long WRITE_BUFFER = 4L << 20;
    private static final int WRITE_BUFFERS = 2;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (!(configs.get(StoreMemory.SETTING) instanceof StoreMemory memory)) {
            throw new IllegalStateException(StoreMemory.SETTING + " is not set");
        }
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        options.setWriteBufferManager(memory.writes());
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.blocks());
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
    }

    /// What is shared is closed after the last store.
    @Override
    public void close(String storeName, Options options) {
    }
}
