package dev.vigil.app.replay;

import dev.vigil.domain.vital.Vital;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the columns of a recording become readings. A recording is wide (a column per vital, `columns`) or long (a row
/// per value, `long` and `items`). Nothing is scaled here: a target names the unit the recording is in, and the
/// pipeline converts.
///
/// @param separator one character; `,` where it is not given
/// @param header column names where the file has no header line of its own
/// @param missing cells that mean "not measured", besides the empty one
/// @param skip column to the cells that make a row not count, such as `error: ["1"]`
/// @param age column with the patient's age in years, used only when patients are enrolled
/// @param event what plans are to foretell, used only when they are tried
public record Mapping(@Nullable String separator, List<String> header, Device device, Time time,
        @Nullable Time arrival, List<String> missing, Map<String, List<String>> skip, Map<String, Target> columns,
        @Nullable LongFormat longFormat, Map<String, Target> items, @Nullable String age,
        @Nullable Event event) {

    public Mapping {
        if (separator != null && separator.length() != 1) {
            throw new IllegalArgumentException("separator must be one character");
        }
        if (columns.isEmpty() == items.isEmpty() || items.isEmpty() != (longFormat == null)) {
            throw new IllegalArgumentException("a mapping has either columns, or longFormat and items");
        }
    }

    /// Which device a row is from.
    ///
    /// @param column null: one device for each file, named after it
    /// @param prefix put before the name
    public record Device(@Nullable String column, @Nullable String prefix) {
    }

    /// When a row was measured (or when it arrived, for `arrival`).
    ///
    /// @param column header of the column
    /// @param unit `seconds`, `minutes` or `hours` since the recording's start, or `clock` for `HH:MM` since then
    /// @param pattern of a local date and time, where there is no unit
    public record Time(String column, @Nullable String unit, @Nullable String pattern) {

        public Time {
            if ((unit == null) == (pattern == null)) {
                throw new IllegalArgumentException("time has either a unit or a pattern");
            }
            if (unit != null && !List.of("seconds", "minutes", "hours", "clock").contains(unit)) {
                throw new IllegalArgumentException("time unit must be one of seconds, minutes, hours, clock");
            }
        }
    }

    /// What happened to the patient, as people who knew the end labelled it.
    ///
    /// @param value that the column has from some row on
    /// @param after how long after that row it happened
    public record Event(String column, String value, Duration after) {
    }

    /// The columns of a long recording: what was measured, and its value.
    public record LongFormat(String item, String value) {
    }

    /// @param unit as the catalogue lists it, null where the vital has none
    /// @param values for a coded vital: the recording's words to its codes; a word that is not listed is not mapped
    public record Target(Vital vital, @Nullable String unit, Map<String, String> values) {

        public Target {
            values = Map.copyOf(values);
            if (vital.coded() == values.isEmpty()) {
                throw new IllegalArgumentException("values belong to a coded vital, and to such a one only");
            }
            if (!vital.coded() && vital.conversionFrom(unit).isEmpty()) {
                throw new IllegalArgumentException("unit is not one that " + vital + " takes");
            }
        }
    }
}
