package dev.vigil.domain.vital;

import java.math.BigDecimal;

/// A value as the device wrote it, before anything is known of its vital or unit.
public sealed interface RawValue {

    /// An exact decimal, never through binary floating point.
    ///
    /// At most 30 digits on either side of the point: no device needs more, and `1e999999999` would otherwise be
    /// expanded by the first arithmetic that meets it.
    record Decimal(BigDecimal value) implements RawValue {

        private static final int MOST_DIGITS = 30;

        public Decimal {
            if (value.precision() > MOST_DIGITS || Math.abs(value.scale()) > MOST_DIGITS) {
                throw new IllegalArgumentException("value must have at most " + MOST_DIGITS + " digits");
            }
        }
    }

    /// A code, such as a letter of ACVPU.
    record Text(String value) implements RawValue {

        private static final int LONGEST = 64;

        public Text {
            if (value.isEmpty() || value.length() > LONGEST) {
                throw new IllegalArgumentException("value must be 1 to " + LONGEST + " characters");
            }
        }
    }
}
