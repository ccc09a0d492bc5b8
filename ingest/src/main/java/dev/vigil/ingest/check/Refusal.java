package dev.vigil.ingest.check;

import org.jspecify.annotations.Nullable;

/// Why a reading was refused, for a program and for a person. Names fields and limits, never a value that came in.
///
/// @param field path within the reading, `measurements[0].unit`; null where it is the reading as a whole
/// @param limit what is accepted, null where the detail says it all
public record Refusal(Type type, String detail, @Nullable String field, @Nullable String limit) {

    /// Part of the contract: `urn:vigil:problem:{code}`.
    public enum Type {
        MALFORMED("malformed"),
        UNKNOWN_VITAL("unknown-vital"),
        UNKNOWN_UNIT("unknown-unit"),
        DEVICE_NOT_ALLOWED("device-not-allowed"),
        RATE_LIMITED("rate-limited"),

        /// The device itself says that it measured nothing.
        TECHNICAL("technical"),

        /// Another part of the same transaction was refused.
        TRANSACTION("transaction"),

        /// The template found nothing in it.
        UNMAPPED("unmapped");

        private final String code;

        Type(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public static Refusal malformed(String detail) {
        return new Refusal(Type.MALFORMED, detail, null, null);
    }
}
