package dev.vigil.fhir.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder of NDJSON files that grow by whole batches.
///
/// A batch is on disk, in every file it touches, before [Committed] speaks of it; a crash before that leaves bytes that
/// the next start cuts off. So there is never half a line, and what a record became stands there once. A folder belongs
/// to one process at a time.
final class NdjsonFolder implements AutoCloseable {

    private static final Pattern OURS = Pattern.compile("[A-Z][A-Za-z]+(-[a-z]+)?-\\d+\\.ndjson");
    private static final String LOCK = ".lock";

    private final Path directory;
    private final FileChannel lockChannel;
    private final Map<String, FileChannel> open = new HashMap<>();
    private Committed committed;

    private NdjsonFolder(Path directory, FileChannel lockChannel, Committed committed) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.committed = committed;
    }

    static NdjsonFolder open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lock = lock(directory);
        try {
            if (!Files.exists(directory.resolve(Committed.FILE))) {
                requireNoFiles(directory);
                Committed.nothing().write(directory);
            }
            NdjsonFolder folder = new NdjsonFolder(directory, lock, Committed.read(directory));
            folder.cutOff();
            return folder;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Committed committed() {
        return committed;
    }

    /// Appends whole lines to each file, together with the offsets they cover; all of it or nothing.
    void append(Map<String, byte[]> linesByFile, Map<String, Long> nextOffsets) throws IOException {
        try {
            Map<String, Long> lengths = new HashMap<>();
            for (var entry : linesByFile.entrySet()) {
                long length = committed.length(entry.getKey());
                write(channel(entry.getKey()), entry.getValue(), length);
                lengths.put(entry.getKey(), length + entry.getValue().length);
            }
            committed.with(nextOffsets, lengths).write(directory);
            committed = committed.with(nextOffsets, lengths);
        } catch (IOException e) {
            beginAnew();
            throw e;
        }
    }

    /// What failed may have closed a file, or come after the commit: the disk knows.
    private void beginAnew() throws IOException {
        for (FileChannel channel : open.values()) {
            channel.close();
        }
        open.clear();
        committed = Committed.read(directory);
    }

    /// The committed lines of one file.
    List<String> lines(String file) throws IOException {
        return Files.exists(directory.resolve(file)) ? Files.readAllLines(directory.resolve(file)) : List.of();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : open.values()) {
            channel.close();
        }
        cutOff();
        lockChannel.close();
    }

    private static void write(FileChannel channel, byte[] lines, long position) throws IOException {
        channel.truncate(position);
        ByteBuffer bytes = ByteBuffer.wrap(lines);
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
        channel.force(false);
    }

    private FileChannel channel(String file) throws IOException {
        FileChannel channel = open.get(file);
        if (channel == null) {
            channel = FileChannel.open(directory.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            open.put(file, channel);
        }
        return channel;
    }

    private void cutOff() throws IOException {
        for (String name : files(directory)) {
            try (FileChannel channel = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
                if (channel.size() < committed.length(name)) {
                    throw new IOException(directory.resolve(name) + " is shorter than what was written to it;"
                            + " restore it or move the folder's files away");
                }
                channel.truncate(committed.length(name));
            }
        }
    }

    private static void requireNoFiles(Path directory) throws IOException {
        if (!files(directory).isEmpty()) {
            throw new IOException(directory + " has NDJSON files but no " + Committed.FILE
                    + ", so it is unknown what they cover; restore it or move the files away");
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).filter(OURS.asMatchPredicate()).sorted().toList();
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException(directory + " is in use by another Vigil process");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
