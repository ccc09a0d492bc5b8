package dev.vigil.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.jspecify.annotations.Nullable;

/// A real Kafka broker and controller (KRaft) in this process, on loopback, durable under one directory.
///
/// Ready when [#start] returns. Closing it is clean; killing the process is survived, because Kafka recovers its logs
/// at the next start on the same directory and what was left open is ended. A directory belongs to one process at a
/// time.
public final class EmbeddedBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;
    private final FileLock lock;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, FileLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /// @throws BrokerUnavailable when the directory is in use, the port is taken or the disk refuses
    public static EmbeddedBroker start(BrokerConfig config) {
        FileLock lock = lock(config.directory());
        try {
            int port = config.port() == 0 ? freePort() : requireFree(config.port());
            int controllerPort = freePortBeside(port);
            boolean killed = wasKilled(config.directory());
            format(config.directory());
            KafkaRaftServer server = new KafkaRaftServer(
                    new KafkaConfig(BrokerProperties.of(config, port, controllerPort), false), Time.SYSTEM);
            server.startup();
            EmbeddedBroker broker = new EmbeddedBroker(server, lock, port);
            if (killed) {
                AbandonedTransactions.end(HOST, port);
            }
            return broker;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            release(lock);
            throw new BrokerUnavailable("interrupted while the embedded broker started", e);
        } catch (RuntimeException | IOException e) {
            release(lock);
            throw e instanceof BrokerUnavailable known ? known
                    : new BrokerUnavailable("the embedded broker cannot start on " + config.directory() + ": "
                            + e.getMessage(), e);
        }
    }

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        release(lock);
    }

    /// Kafka leaves a file behind when it has closed its logs.
    private static boolean wasKilled(Path directory) {
        return Files.exists(directory.resolve("meta.properties"))
                && !Files.exists(directory.resolve(".kafka_cleanshutdown"));
    }

    private static void format(Path directory) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter().setNodeId(BrokerProperties.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString()).setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString()).setControllerListenerName(BrokerProperties.CONTROLLER)
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (FormatterException e) {
            throw new BrokerUnavailable("cannot format " + directory + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // Formatter declares Exception
            throw new BrokerUnavailable("cannot format " + directory + ": " + e.getMessage(), e);
        }
    }

    private static FileLock lock(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(directory.resolve(".vigil-lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new BrokerUnavailable("the directory " + directory + " is in use by another Vigil process", null);
            }
            return lock;
        } catch (IOException e) {
            throw new BrokerUnavailable("cannot use the directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int requireFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BrokerUnavailable("port " + port + " for the embedded broker is taken", e);
        }
    }

    private static int freePort() throws IOException {
        return requireFree(0);
    }

    /// What was found free and let go may be found again.
    private static int freePortBeside(int other) throws IOException {
        int port = freePort();
        return port == other ? freePortBeside(other) : port;
    }
}
