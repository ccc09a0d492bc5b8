package dev.vigil.domain.device;

/// What a device tells of itself beside what it measures.
public enum DeviceProperty {
    /// What is left of its battery, 0 to 1.
    BATTERY("battery"),
    /// How well its sensor receives, 0 to 1.
    SIGNAL_QUALITY("signal-quality"),
    /// By how much its clock had to be corrected, ahead or behind, in seconds.
    CLOCK_OFFSET("clock-offset"),
    /// 1 where no pressure of a cuff's cycle can be trusted (it slipped, it was moved, the pressures contradict each
    /// other), 0 where one can.
    CUFF_ERROR("cuff-error");

    private final String key;

    DeviceProperty(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
