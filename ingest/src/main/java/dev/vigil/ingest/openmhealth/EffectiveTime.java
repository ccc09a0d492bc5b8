package dev.vigil.ingest.openmhealth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.ingest.check.ReadingCheck;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.parse.JsonTree;
import dev.vigil.ingest.parse.NotAReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/// When a data point was true: a point in time, or an interval, which counts at its end. A part of a day is no time.
final class EffectiveTime {

    private static final String FRAME = "effective_time_frame";
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(Duration.ofDays(31).toSeconds());
    private static final Map<String, BigDecimal> SECONDS = Map.of("ms", new BigDecimal("0.001"), "sec",
            BigDecimal.ONE, "min", BigDecimal.valueOf(60), "h", BigDecimal.valueOf(3600), "d",
            BigDecimal.valueOf(86_400));

    private EffectiveTime() {
    }

    static Scalar of(JsonNode body) {
        JsonNode frame = body.path(FRAME);
        Scalar point = JsonTree.scalar(frame.path("date_time"));
        if (point != null) {
            return point;
        }
        JsonNode interval = frame.path("time_interval");
        Scalar end = JsonTree.scalar(interval.path("end_date_time"));
        return end != null ? end : ended(interval);
    }

    private static Scalar ended(JsonNode interval) {
        String start = interval.path("start_date_time").textValue();
        JsonNode duration = interval.path("duration");
        BigDecimal unit = SECONDS.get(duration.path("unit").asText());
        if (start == null || unit == null || !duration.path("value").isNumber()) {
            throw NotAReading.malformed(FRAME, "must have a date_time, or a time_interval with an end_date_time or with"
                    + " a start_date_time and a duration in ms, sec, min, h or d");
        }
        try {
            return new Scalar.Text(ReadingCheck.instant(start).plus(length(duration.path("value").decimalValue(), unit))
                    .toString());
        } catch (IllegalArgumentException e) {
            throw NotAReading.malformed(FRAME + ".time_interval.start_date_time", String.valueOf(e.getMessage()));
        }
    }

    private static Duration length(BigDecimal value, BigDecimal unit) {
        boolean sane = value.precision() <= 20 && Math.abs(value.scale()) <= 20 && value.signum() >= 0;
        BigDecimal seconds = sane ? value.multiply(unit) : LONGEST_SECONDS.add(BigDecimal.ONE);
        if (seconds.compareTo(LONGEST_SECONDS) > 0) {
            throw NotAReading.malformed(FRAME + ".time_interval.duration", "must be from 0 to 31 days");
        }
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
