package dev.vigil.ingest.gatt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The measurements that Bluetooth SIG has standardised for home devices, by their assigned numbers.
public enum Characteristic {
    HEART_RATE("2a37", HeartRate::decode),
    BLOOD_PRESSURE("2a35", BloodPressure::decode),
    TEMPERATURE("2a1c", Temperature::decode),
    OXIMETER_SPOT_CHECK("2a5e", PulseOximeter::spotCheck),
    OXIMETER_CONTINUOUS("2a5f", PulseOximeter::continuous),
    GLUCOSE("2a18", Glucose::decode),
    WEIGHT("2a9d", Weight::decode);

    private static final String BASE = "-0000-1000-8000-00805f9b34fb";

    private final String number;
    private final BiConsumer<Octets, Decoded> decoder;

    Characteristic(String number, BiConsumer<Octets, Decoded> decoder) {
        this.number = number;
        this.decoder = decoder;
    }

    /// Its assigned number, `2a37`.
    public String number() {
        return number;
    }

    /// `2A37`, `0x2A37` or the whole UUID.
    public static Optional<Characteristic> of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(known -> lower.equals(known.number) || lower.equals("0x" + known.number)
                || lower.equals("0000" + known.number + BASE)).findFirst();
    }

    Decoded decode(byte[] bytes) {
        Decoded decoded = new Decoded();
        decoder.accept(new Octets(bytes), decoded);
        return decoded;
    }
}
