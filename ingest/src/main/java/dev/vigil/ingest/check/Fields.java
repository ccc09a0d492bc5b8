package dev.vigil.ingest.check;

import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Single fields of a draft as the kind of value they must be, or a refusal that names the field.
final class Fields {

    private static final BigDecimal UNKNOWN_USER = BigDecimal.valueOf(255);

    private Fields() {
    }

    static String requiredText(String field, @Nullable Scalar scalar) {
        if (scalar == null) {
            throw Refused.malformed(field, "is required");
        }
        return text(field, scalar);
    }

    /// Reads a text by the rule of its type; what the type refuses is refused with its own words.
    static <T> @Nullable T optional(String field, @Nullable Scalar scalar, Function<String, T> read) {
        return scalar == null ? null : read(field, text(field, scalar), read);
    }

    static <T> T read(String field, String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            throw Refused.malformed(field, reason.startsWith(field + " ") ? reason.substring(field.length() + 1)
                    : reason);
        }
    }

    static @Nullable BigDecimal fraction(String field, @Nullable Scalar scalar) {
        return switch (scalar) {
            case null -> null;
            case Scalar.Number number when isFraction(number.value()) -> number.value();
            case Scalar.Number number -> throw Refused.malformed(field, "must be 0 to 1");
            case Scalar.Text text -> throw Refused.malformed(field, "must be a number from 0 to 1, not a string");
            case Scalar.Other other -> throw Refused.malformed(field, "must be a number from 0 to 1, not "
                    + other.kind());
        };
    }

    /// The device's own number of its user; 255 says as in Bluetooth that it does not know.
    static @Nullable Integer user(@Nullable Scalar scalar) {
        if (scalar == null) {
            return null;
        }
        if (scalar instanceof Scalar.Number(BigDecimal number) && number.scale() == 0 && number.precision() <= 3
                && number.signum() >= 0 && number.compareTo(UNKNOWN_USER) <= 0) {
            return number.compareTo(UNKNOWN_USER) == 0 ? null : Integer.valueOf(number.intValue());
        }
        throw Refused.malformed("user", "must be a whole number from 0 to 255");
    }

    private static boolean isFraction(BigDecimal value) {
        return value.scale() <= 30 && value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
    }

    private static String text(String field, Scalar scalar) {
        return switch (scalar) {
            case Scalar.Text text -> text.value();
            case Scalar.Number number -> throw Refused.malformed(field, "must be a string, not a number");
            case Scalar.Other other -> throw Refused.malformed(field, "must be a string, not " + other.kind());
        };
    }
}
