package dev.vigil.ingest.access;

import dev.vigil.domain.id.DeviceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an operator wants a credential to be.
///
/// @param allDevices said explicitly; no list stands for it
/// @param expiresAt null for a year from now
/// @param certificates identities of client certificates that stand for it
public record Wanted(boolean allDevices, SortedSet<DeviceId> devices, @Nullable Instant expiresAt,
        SortedSet<String> certificates) {

    /// A credential is one record of a topic.
    public static final int MOST_DEVICES = 10_000;

    private static final int MOST_CERTIFICATES = 100;

    public Wanted {
        devices = Collections.unmodifiableSortedSet(new TreeSet<>(devices));
        certificates = Collections.unmodifiableSortedSet(certificates.stream().map(CertificateIdentities::parse)
                .collect(Collectors.toCollection(TreeSet::new)));
        requireAtMost(MOST_DEVICES, devices, "devices");
        requireAtMost(MOST_CERTIFICATES, certificates, "certificates");
        if (allDevices != devices.isEmpty()) {
            throw new IllegalArgumentException(allDevices ? "devices must be absent where allDevices is true"
                    : "devices must list at least one, or allDevices must be true");
        }
    }

    private static void requireAtMost(int most, Collection<?> items, String field) {
        if (items.size() > most) {
            throw new IllegalArgumentException(field + " must be at most " + most);
        }
    }
}
