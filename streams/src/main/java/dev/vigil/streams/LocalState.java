package dev.vigil.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The state that an application finds on its disk when it starts. Kafka Streams opens all of it at once, and a file
/// that a broken disk or a full one has left would keep the whole application from ever starting; all of it is in Kafka
/// too. So the folder of a task that cannot be opened is removed before, and the task brings its state back from Kafka.
///
/// It is opened and not read through: damage that shows only when a record is read is not found here.
final class LocalState {

    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);

    /// Such as `0_3`: sub-topology and partition.
    private static final String TASK = "\\d+_\\d+";

    private final Path directory;

    /// @param directory of one application
    LocalState(Path directory) {
        this.directory = directory;
    }

    /// To be called when this process has the directory to itself and before it is used.
    void removeWhatCannotBeOpened() {
        try {
            for (Path task : below(directory)) {
                if (task.getFileName().toString().matches(TASK) && !canBeOpened(task)) {
                    LOG.warn("the state in {} is damaged and is removed; it is brought back from Kafka", task);
                    remove(task);
                }
            }
        } catch (IOException e) {
            LOG.warn("the state in {} cannot be looked at", directory, e);
        }
    }

    private static boolean canBeOpened(Path task) throws IOException {
        for (Path store : below(task.resolve("rocksdb"))) {
            try {
                open(store);
            } catch (RocksDBException e) {
                LOG.warn("{}: {}", store, e.getMessage());
                return false;
            }
        }
        return true;
    }

    /// Reads what describes the tables, and of each table its end, as opening it does.
    private static void open(Path store) throws RocksDBException {
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (Options options = new Options(); DBOptions database = new DBOptions()) {
            for (byte[] family : RocksDB.listColumnFamilies(options, store.toString())) {
                families.add(new ColumnFamilyDescriptor(family));
            }
            if (families.isEmpty()) {
                throw new RocksDBException("what describes its tables is missing or damaged");
            }
            try (RocksDB opened = RocksDB.openReadOnly(database, store.toString(), families, handles)) {
                handles.forEach(ColumnFamilyHandle::close);
            }
        } finally {
            families.forEach(family -> family.getOptions().close());
        }
    }

    private static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory).toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> all = Files.walk(folder)) {
            inside = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : inside) {
            Files.delete(each);
        }
    }
}
