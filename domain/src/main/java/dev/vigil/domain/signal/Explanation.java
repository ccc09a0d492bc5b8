package dev.vigil.domain.signal;

import dev.vigil.domain.device.DeviceProperty;
import dev.vigil.domain.plan.Comparison;
import dev.vigil.domain.plan.Condition;
import dev.vigil.domain.plan.Rule;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Statistic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One plain sentence with the numbers: what was measured, against which limit of which rule, how long ago.
public final class Explanation {

    private static final Map<String, String> UNIT_WORDS = Map.of("mm[Hg]", "mmHg", "Cel", "°C", "1", "", "{score}", "");

    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    private Explanation() {
    }

    /// Why a rule is pending or raised.
    public static String violation(Rule rule, Finding finding, Duration sustained, boolean unconfirmed, Instant now) {
        if (rule.when() instanceof Condition.Silent silent) {
            return silence(rule, silent, finding, now);
        }
        if (isCombined(rule.when())) {
            return finding.detail() + " (rule " + rule.id() + ")" + taken(finding, now);
        }
        StringBuilder sentence =
                new StringBuilder(measured(rule.when(), finding)).append(against(rule.when(), finding));
        if (!sustained.isZero()) {
            sentence.append(" for ").append(words(sustained));
        }
        sentence.append(" (limit of rule ").append(rule.id()).append(')');
        if (finding.detail() != null) {
            sentence.append(": ").append(finding.detail());
        }
        sentence.append(unconfirmed ? ", a single reading" : "");
        return sentence.append(taken(finding, now)).toString();
    }

    private static String taken(Finding finding, Instant now) {
        Duration age = Duration.between(finding.at(), now);
        return age.compareTo(JUST_NOW) < 0 ? ", taken just now" : ", taken " + words(age) + " ago";
    }

    private static boolean isCombined(Condition when) {
        return when instanceof Condition.All || when instanceof Condition.Any || when instanceof Condition.Not;
    }

    /// What was found of one condition of several.
    public static String part(Condition part, Finding finding, boolean met) {
        String against = against(part, finding);
        return measured(part, finding) + (met ? against : against.replaceFirst("^ is ", " is not "));
    }

    /// Why an episode has ended.
    public static String end(Rule rule, @Nullable Finding finding, Instant now) {
        if (finding == null || finding.event() instanceof RuleEvent.Withdrawn) {
            String why = finding == null || finding.detail() == null ? "" : ": " + finding.detail();
            return "Rule " + rule.id() + " no longer applies" + why;
        }
        if (rule.when() instanceof Condition.Silent silent) {
            return subject(silent) + " received again (rule " + rule.id() + ")";
        }
        if (isCombined(rule.when())) {
            return "The conditions of rule " + rule.id() + " do not hold together any more" + taken(finding, now);
        }
        String limit = finding.limit() == null || rule.when() instanceof Condition.DeviceReports ? "the limit"
                : "the limit of " + number(finding.limit());
        return measured(rule.when(), finding) + " is back inside " + limit + " (rule " + rule.id() + ")"
                + taken(finding, now);
    }

    private static String silence(Rule rule, Condition.Silent silent, Finding finding, Instant now) {
        String nothing = silent.vital() == null ? "No reading" : "No " + lower(silent.vital());
        return nothing + " received for " + words(Duration.between(finding.at(), now)) + " (limit "
                + words(silent.silentFor()) + " of rule " + rule.id() + ")";
    }

    private static String subject(Condition.Silent silent) {
        return silent.vital() == null ? "Readings are" : silent.vital().display() + " is";
    }

    private static String measured(Condition when, Finding finding) {
        return switch (when) {
            case Condition.Threshold threshold -> value(threshold.vital().display(), finding);
            case Condition.LevelIn level -> level.vital().display() + ": " + plain(finding);
            case Condition.WindowStatistic window -> (statistic(window.statistic()) + " " + lower(window.vital())
                    + " over " + words(window.window().length()) + " " + plain(finding) + " "
                    + unit(window.statistic(), window.vital())).strip();
            case Condition.Rises rises ->
                value(rises.vital().display() + " risen by", finding) + " within " + words(rises.within());
            case Condition.Deviates deviates -> value(deviates.vital().display(), finding);
            case Condition.Falls falls ->
                value(falls.vital().display() + " fallen by", finding) + " within " + words(falls.within());
            case Condition.Trend trend -> value(trend.vital().display() + " expected at", finding) + " within "
                    + words(trend.within());
            case Condition.All all -> "";
            case Condition.Any any -> "";
            case Condition.Not not -> "";
            case Condition.ScoreAtLeast score -> "NEWS2 of " + plain(finding);
            case Condition.TableScoreAtLeast score -> score.table().id() + " of " + plain(finding);
            case Condition.ScorePartAtLeast part -> "A part of NEWS2 with " + plain(finding) + " points";
            case Condition.Silent silent -> subject(silent);
            case Condition.DeviceReports reports -> reported(reports.property(), finding);
        };
    }

    private static String against(Condition when, Finding finding) {
        String limit = finding.limit() == null ? "" : number(finding.limit());
        return switch (when) {
            case Condition.Threshold threshold -> against(threshold.limit().comparison(), limit);
            case Condition.WindowStatistic window -> against(window.limit().comparison(), limit);
            case Condition.Rises rises -> against(Comparison.AT_LEAST, limit);
            case Condition.Deviates deviates ->
                " is " + limit + " standard deviations or more from the patient's own mean";
            case Condition.Falls falls -> against(Comparison.AT_LEAST, limit);
            case Condition.Trend trend -> against(trend.limit().comparison(), limit);
            case Condition.All all -> "";
            case Condition.Any any -> "";
            case Condition.Not not -> "";
            case Condition.ScoreAtLeast score -> against(Comparison.AT_LEAST, limit);
            case Condition.TableScoreAtLeast score -> against(Comparison.AT_LEAST, limit);
            case Condition.ScorePartAtLeast part -> against(Comparison.AT_LEAST, limit);
            case Condition.LevelIn level -> "";
            case Condition.Silent silent -> "";
            case Condition.DeviceReports reports -> finding.limit() == null
                    || reports.property() == DeviceProperty.CUFF_ERROR ? ""
                            : against(reports.limit().comparison(), inWords(reports.property(), finding.limit()));
        };
    }

    private static String against(Comparison comparison, String limit) {
        return " is " + comparison.words() + " " + limit;
    }

    private static String reported(DeviceProperty property, Finding finding) {
        String name = switch (property) {
            case BATTERY -> "Battery";
            case SIGNAL_QUALITY -> "Signal quality";
            case CLOCK_OFFSET -> "Clock off by";
            case CUFF_ERROR -> "Blood pressure of the cuff";
        };
        return finding.value() instanceof MeasuredValue.Quantity quantity
                ? name + " " + inWords(property, quantity.value()) : name;
    }

    private static String inWords(DeviceProperty property, BigDecimal value) {
        return switch (property) {
            case BATTERY, SIGNAL_QUALITY -> number(value.movePointRight(2)) + " %";
            case CLOCK_OFFSET -> words(Duration.ofSeconds(value.longValue()));
            case CUFF_ERROR -> value.signum() == 0 ? "can be trusted" : "cannot be trusted";
        };
    }

    private static String value(String name, Finding finding) {
        return (name + " " + plain(finding) + " " + unit(finding.vital())).strip();
    }

    private static String unit(@Nullable Vital vital) {
        if (vital == null || vital.unit() == null) {
            return "";
        }
        return vital.isSymptom() ? "of 3" : UNIT_WORDS.getOrDefault(vital.unit(), vital.unit());
    }

    private static String unit(Statistic statistic, Vital vital) {
        return switch (statistic) {
            case MEAN, MIN, MAX, STD_DEV, FIRST, LAST, SLOPE_PER_HOUR -> unit(vital);
            case COEFFICIENT_OF_VARIATION, IN_RANGE, BELOW_RANGE, VERY_LOW, ABOVE_RANGE, VERY_HIGH -> "%";
            case COUNT -> "";
        };
    }

    private static String plain(Finding finding) {
        return switch (finding.value()) {
            case MeasuredValue.Quantity quantity -> number(quantity.value());
            case MeasuredValue.Level level -> level.level().display();
            case null -> "";
        };
    }

    public static String number(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /// To one digit, for a statistic in a sentence.
    public static String rounded(BigDecimal value) {
        return number(value.setScale(1, RoundingMode.HALF_UP));
    }

    private static String statistic(Statistic statistic) {
        return switch (statistic) {
            case COUNT -> "Number of readings of";
            case MEAN -> "Mean";
            case MIN -> "Lowest";
            case MAX -> "Highest";
            case STD_DEV -> "Standard deviation of";
            case FIRST -> "First";
            case LAST -> "Last";
            case SLOPE_PER_HOUR -> "Change per hour of";
            case COEFFICIENT_OF_VARIATION -> "Coefficient of variation of";
            case IN_RANGE -> "Share in range of";
            case BELOW_RANGE -> "Share below range of";
            case VERY_LOW -> "Share very low of";
            case ABOVE_RANGE -> "Share above range of";
            case VERY_HIGH -> "Share very high of";
        };
    }

    /// As it stands within a sentence.
    public static String lower(Vital vital) {
        boolean acronym = Character.isUpperCase(vital.display().charAt(1));
        return acronym ? vital.display()
                : vital.display().substring(0, 1).toLowerCase(Locale.ROOT) + vital.display().substring(1);
    }

    /// The two largest units that matter: "12 s", "5 min", "2 h 3 min", "3 d 4 h".
    public static String words(Duration length) {
        Duration shown = length.isNegative() ? Duration.ZERO : length;
        if (shown.toDays() > 0) {
            return two(shown.toDays(), "d", shown.toHoursPart(), "h");
        }
        if (shown.toHours() > 0) {
            return two(shown.toHours(), "h", shown.toMinutesPart(), "min");
        }
        return shown.toMinutes() > 0 ? two(shown.toMinutes(), "min", shown.toSecondsPart(), "s")
                : shown.toSeconds() + " s";
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
