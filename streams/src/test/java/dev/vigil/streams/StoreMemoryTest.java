package dev.vigil.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One bound for every store of the process, however many there are and whatever they hold.
class StoreMemoryTest {

    private static final long BOUND = 16L << 20;
    private static final int STORES = 8;
    private static final int RECORDS = 4_000;
    private static final int RECORD_BYTES = 1_000;

    /// A store that is being written may finish the block it has.
    private static final long UNDER_WAY = 4L << 20;

    @TempDir
    private Path directory;

    @Test
    void shouldHoldManyStoresWithinOneBound() {
        try (StoreMemory memory = new StoreMemory(BOUND)) {
            List<KeyValueStore<String, byte[]>> stores = new ArrayList<>();
            for (int number = 0; number < STORES; number++) {
                stores.add(open("store-" + number, memory));
            }
            Random random = new Random(7);
            for (KeyValueStore<String, byte[]> store : stores) {
                fill(store, random);
                assertThat(memory.used()).isPositive().isLessThan(BOUND + UNDER_WAY);
            }
            for (int number = 0; number < RECORDS; number++) {
                assertThat(stores.get(number % STORES).get("key-" + number)).hasSize(RECORD_BYTES);
            }
            assertThat(memory.used()).isLessThan(BOUND + UNDER_WAY);
            stores.forEach(KeyValueStore::close);
        }
    }

    private static void fill(KeyValueStore<String, byte[]> store, Random random) {
        for (int number = 0; number < RECORDS; number++) {
            byte[] value = new byte[RECORD_BYTES];
            random.nextBytes(value);
            store.put("key-" + number, value);
        }
    }

    private KeyValueStore<String, byte[]> open(String name, StoreMemory memory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bound");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
        properties.put(StoreMemory.SETTING, memory);
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(properties,
                new TaskId(0, 0), directory.resolve(name).toFile());
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name),
                Serdes.String(), Serdes.ByteArray()).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
