package dev.vigil.fhir.mapping;

import ca.uhn.fhir.model.api.annotation.DatatypeDef;
import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;

/// Times as FHIR's elements, with the text that they are written by. HAPI's own parse a text that they are given, which
/// costs more than all else of a small Observation, and a `Date` would lose what is below a millisecond.
final class WrittenTimes {

    private WrittenTimes() {
    }

    static DateTimeType dateTime(Instant instant) {
        return new WrittenDateTime(instant);
    }

    static InstantType instant(Instant instant) {
        return new WrittenInstant(instant);
    }

    @DatatypeDef(name = "dateTime", isSpecialization = true, profileOf = DateTimeType.class)
    @SuppressWarnings("serial") // it is written as JSON alone
    public static final class WrittenDateTime extends DateTimeType {

        WrittenDateTime(Instant instant) {
            forceStringValue(instant.toString());
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
            forceStringValue(instant.toString());
        }

        @Override
        public Date getValue() {
            return Date.from(Instant.parse(getValueAsString()));
        }
    }
}
