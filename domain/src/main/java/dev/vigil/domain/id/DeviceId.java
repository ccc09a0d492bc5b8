package dev.vigil.domain.id;

/// A device as its gateway names it: 1 to 64 characters of `[A-Za-z0-9._:-]`.
public record DeviceId(String value) implements Comparable<DeviceId> {

    public DeviceId {
        Identifiers.require("deviceId", value, ":");
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
