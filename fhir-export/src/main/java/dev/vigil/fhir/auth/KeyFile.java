package dev.vigil.fhir.auth;

import dev.vigil.fhir.rest.AuthorizationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key ring as the file has it now: read again whenever the file has changed, so that keys rotate without a
/// restart. A file that has become unreadable leaves the keys as they were. Thread-safe.
public final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private final Path file;
    private @Nullable FileTime readAt;
    private KeyRing ring = KeyRing.empty();

    private KeyFile(Path file) {
        this.file = file;
    }

    /// @throws AuthorizationFailed where it cannot be used
    static KeyFile open(Path file) throws AuthorizationFailed {
        KeyFile opened = new KeyFile(file);
        opened.ring = KeyRing.read(file);
        opened.readAt = opened.modified();
        return opened;
    }

    /// Puts a new key into the file, or makes a file with a first one. Nobody else may read it, and whoever reads it
    /// finds all of the old or all of the new.
    ///
    /// @param overlap how long the new key is published before it is used, and the old one after
    /// @throws AuthorizationFailed where the file is there but holds no keys
    public static KeyRing rotate(Path file, SigningAlgorithm algorithm, Duration overlap, Instant now)
            throws IOException {
        KeyRing ring = (Files.exists(file) ? KeyRing.read(file) : KeyRing.empty()).rotated(algorithm, overlap, now);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path written = Files.createTempFile(folder, ".keys", ".new"); // for its owner alone
        try {
            Files.writeString(written, ring.secret());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
        return ring;
    }

    synchronized KeyRing ring() {
        FileTime modified = modified();
        if (modified != null && !modified.equals(readAt)) {
            try {
                ring = KeyRing.read(file);
                LOG.info("The keys of the FHIR export were read anew");
            } catch (AuthorizationFailed e) {
                LOG.warn("The keys of the FHIR export stay as they were: {}", e.getMessage());
            }
            readAt = modified;
        }
        return ring;
    }

    private @Nullable FileTime modified() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return null;
        }
    }
}
