package dev.vigil.streams.query;

import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.http.Problem;
import dev.vigil.http.ProblemException;
import io.helidon.common.parameters.Parameters;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// Which panes are asked for, checked.
record HistoryQuery(Vital vital, WindowLength window, Instant from, Instant to) {

    /// @throws ProblemException naming the parameter
    static HistoryQuery of(Parameters query, Instant now) {
        Vital vital = Vital.ofKey(query.first("vital").orElse("")).orElseThrow(
                () -> bad("vital", "the key of a vital, such as oxygen-saturation"));
        WindowLength window = window(query.first("window").orElse("PT1H"));
        Instant to = instant(query, "to", now);
        Instant from = instant(query, "from", to.minus(window.length()));
        if (!from.isBefore(to)) {
            throw bad("from", "before to");
        }
        return new HistoryQuery(vital, window, from, to);
    }

    private static WindowLength window(String text) {
        try {
            return new WindowLength(Duration.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw bad("window", WindowLength.allowed());
        }
    }

    /// Years beyond four digits are nobody's readings, and would not fit what panes count in.
    private static Instant instant(Parameters query, String name, Instant otherwise) {
        String text = query.first(name).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
                throw bad(name, "a time from 1970 to 9999");
            }
            return instant;
        } catch (DateTimeException e) {
            throw bad(name, "a time such as 2026-11-22T10:41:03Z");
        }
    }

    private static ProblemException bad(String field, String wanted) {
        return new ProblemException(Problem.badRequest("invalid-parameter", field + ": must be " + wanted + "."));
    }
}
