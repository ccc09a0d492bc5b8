package dev.vigil.fhir.mapping;

import ca.uhn.fhir.model.api.annotation.DatatypeDef;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;

/// Times as FHIR's elements, with the text that they are written by. HAPI's own parse a text that they are given, which
/// costs more than all else of a small Observation, and a `Date` would lose what is below a millisecond.
final class WrittenTimes {

    /// `LocalDateTime` leaves out seconds that are 0.
    private static final int TO_THE_MINUTE = "2026-11-22T10:41".length();

    private WrittenTimes() {
    }

    static DateTimeType dateTime(Instant instant) {
        return new WrittenDateTime(instant);
    }

    static InstantType instant(Instant instant) {
        return new WrittenInstant(instant);
    }

    /// As `Instant.toString` has it, without the formatter behind that.
    private static String text(Instant instant) {
        String text = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC)
                .toString();
        return text.length() == TO_THE_MINUTE ? text + ":00Z" : text + 'Z';
    }

    @DatatypeDef(name = "dateTime", isSpecialization = true, profileOf = DateTimeType.class)
    @SuppressWarnings("serial") // it is written as JSON alone
    public static final class WrittenDateTime extends DateTimeType {

        WrittenDateTime(Instant instant) {
            forceStringValue(text(instant));
        }

        @Override
        public Date getValue() {
            return Date.from(Instant.parse(getValueAsString()));
        }
    }

    @DatatypeDef(name = "instant", isSpecialization = true, profileOf = InstantType.class)
    @SuppressWarnings("serial") // it is written as JSON alone
    public static final class WrittenInstant extends InstantType {

        WrittenInstant(Instant instant) {
            forceStringValue(text(instant));
        }

        @Override
        public Date getValue() {
            return Date.from(Instant.parse(getValueAsString()));
        }
    }
}
