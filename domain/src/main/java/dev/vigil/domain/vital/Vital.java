package dev.vigil.domain.vital;

import static dev.vigil.domain.vital.UnitConversion.dividedBy;
import static dev.vigil.domain.vital.UnitConversion.fahrenheit;
import static dev.vigil.domain.vital.UnitConversion.same;
import static dev.vigil.domain.vital.UnitConversion.shifted;
import static dev.vigil.domain.vital.UnitConversion.times;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The vital catalogue: one row per thing a home device can measure, or a person at home can answer.
///
/// Codes are LOINC (of symptoms SNOMED CT), UCUM and ISO/IEEE 11073-10101. The plausible range refuses what no living
/// adult and no working sensor produces; the trusted range inside it marks what is kept but neither scored nor alerted.
/// Both are engineering choices inside the ranges used to clean MIMIC-III and the measuring ranges of bedside monitors.
/// The scale of each value of record has at least two digits more than any clinical band of it, so that rounding to the
/// scale and then to the band gives what rounding once would give for every input a device can send.
public enum Vital {
    HEART_RATE("heart-rate", "Heart rate", 2, "10..300", "25..250",
            vitalSign("8867-4", "Heart rate", "147842", "MDC_ECG_HEART_RATE", "heartrate"), Units.RATE),
    PULSE_RATE("pulse-rate", "Pulse rate", 2, "10..300", "25..250",
            vitalSign("8867-4", "Heart rate", "149530", "MDC_PULS_OXIM_PULS_RATE", "heartrate"), Units.RATE),
    RESPIRATORY_RATE("respiratory-rate", "Respiratory rate", 2, "2..90", "5..60",
            vitalSign("9279-1", "Respiratory rate", "151562", "MDC_RESP_RATE", "resprate"), Units.RATE),
    OXYGEN_SATURATION("oxygen-saturation", "Oxygen saturation", 2, "40..100", "70..100",
            vitalSign("2708-6", "Oxygen saturation in Arterial blood", "150456", "MDC_PULS_OXIM_SAT_O2", "oxygensat"),
            Units.PERCENT),
    SYSTOLIC_BP("systolic-bp", "Systolic blood pressure", 2, "40..300", "60..260",
            vitalSign("8480-6", "Systolic blood pressure", "150021", "MDC_PRESS_BLD_NONINV_SYS", "bp"),
            Units.PRESSURE),
    DIASTOLIC_BP("diastolic-bp", "Diastolic blood pressure", 2, "15..220", "30..160",
            vitalSign("8462-4", "Diastolic blood pressure", "150022", "MDC_PRESS_BLD_NONINV_DIA", "bp"),
            Units.PRESSURE),
    MEAN_ARTERIAL_PRESSURE("mean-arterial-pressure", "Mean arterial pressure", 2, "20..250", "40..200",
            vitalSign("8478-0", "Mean blood pressure", "150023", "MDC_PRESS_BLD_NONINV_MEAN", "vitalsigns"),
            Units.PRESSURE),
    BODY_TEMPERATURE("body-temperature", "Body temperature", 3, "25..45", "30..43",
            vitalSign("8310-5", "Body temperature", "150364", "MDC_TEMP_BODY", "bodytemp"),
            List.of(same("Cel", "°C", "degC"), fahrenheit("[degF]", "°F", "degF"), shifted("-273.15", "K"))),
    BLOOD_GLUCOSE("blood-glucose", "Blood glucose", 2, "10..1000", "20..600",
            new VitalCoding(VitalCoding.LOINC, "2339-0", "Glucose [Mass/volume] in Blood", "160368",
                    "MDC_CONC_GLU_UNDETERMINED_PLASMA", null, "laboratory"),
            List.of(same("mg/dL", "mg/dl"), times("18.0156", "mmol/L", "mmol/l"))),
    BODY_WEIGHT("body-weight", "Body weight", 3, "1..400", "20..350",
            vitalSign("29463-7", "Body weight", "188736", "MDC_MASS_BODY_ACTUAL", "bodyweight"),
            List.of(same("kg"), dividedBy("1000", "g"), times("0.45359237", "[lb_av]", "lb", "lbs"),
                    times("6.35029318", "[stone_av]", "st"))),
    BODY_HEIGHT("body-height", "Body height", 2, "30..260", "30..260",
            vitalSign("8302-2", "Body height", "188740", "MDC_LEN_BODY_ACTUAL", "bodyheight"),
            List.of(same("cm"), times("100", "m"), times("2.54", "[in_i]", "in"), times("30.48", "[ft_i]", "ft"))),
    OXYGEN_FLOW("oxygen-flow", "Inhaled oxygen flow rate", 2, "0..80", "0..15",
            VitalCoding.loinc("3151-8", "Inhaled oxygen flow rate", "vital-signs"), Units.FLOW),
    INSPIRED_OXYGEN("inspired-oxygen", "Inhaled oxygen concentration", 2, "21..100", "21..100",
            VitalCoding.loinc("3150-0", "Inhaled oxygen concentration", "vital-signs"),
            Units.PERCENT),
    CONSCIOUSNESS("consciousness", "Level of responsiveness", 0, "0..0", "0..0",
            VitalCoding.loinc("67775-7", "Level of responsiveness", "survey"), List.of()),
    PEAK_FLOW("peak-flow", "Peak expiratory flow", 2, "20..1000", "20..1000",
            new VitalCoding(VitalCoding.LOINC, "19935-6",
                    "Maximum expiratory gas flow Respiratory system airway by Peak flow meter",
                    "152584", "MDC_FLOW_AWAY_EXP_FORCED_PEAK", null, "procedure"),
            List.of(same("L/min", "l/min"), times("60", "L/s", "l/s"))),
    FEV1("fev1", "FEV1", 3, "0.1..9", "0.1..9",
            new VitalCoding(VitalCoding.LOINC, "20150-9", "FEV1", "152586", "MDC_VOL_AWAY_EXP_FORCED_1S", null,
                    "procedure"),
            List.of(same("L", "l"))),
    STEPS("steps", "Step count", 0, "0..150000", "0..60000",
            VitalCoding.loinc("55423-8", "Number of steps in unspecified time Pedometer", "activity"),
            List.of(same("1", "{steps}"))),
    PAIN("pain", "Pain severity", 0, "0..10", "0..10",
            VitalCoding.loinc("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported", "survey"),
            List.of(same("{score}"))),
    BREATHLESSNESS("breathlessness", "Shortness of breath", "267036007", "Dyspnea"),
    ORTHOPNEA("orthopnea", "Shortness of breath lying down", "62744007", "Orthopnea"),
    SWELLING("swelling", "Swelling", "267038008", "Edema"),
    DIZZINESS("dizziness", "Dizziness", "404640003", "Dizziness"),
    FATIGUE("fatigue", "Fatigue", "84229001", "Fatigue"),
    CHEST_PAIN("chest-pain", "Chest pain", "29857009", "Chest pain"),
    HEADACHE("headache", "Headache", "25064002", "Headache"),
    VISUAL_DISTURBANCE("visual-disturbance", "Visual disturbance", "63102001", "Visual disturbance"),
    EPIGASTRIC_PAIN("epigastric-pain", "Pain below the ribs", "79922009", "Epigastric pain"),
    VOMITING("vomiting", "Vomiting", "422400008", "Vomiting");

    private static final Map<String, Vital> BY_KEY = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(Vital::key, Function.identity()));

    private static final Set<String> COUNTS = Set.of("1", "{score}");

    private final String key;
    private final String display;
    private final int scale;
    private final ValueRange plausible;
    private final ValueRange trusted;
    private final VitalCoding coding;
    private final List<UnitConversion> units;

    Vital(String key, String display, int scale, String plausible, String trusted, VitalCoding coding,
            List<UnitConversion> units) {
        this.key = key;
        this.display = display;
        this.scale = scale;
        this.plausible = range(plausible);
        this.trusted = range(trusted);
        this.coding = coding;
        this.units = units;
    }

    /// A symptom, as the person answers: a score of [SymptomGrade].
    Vital(String key, String display, String snomed, String snomedDisplay) {
        this(key, display, 0, "0..3", "0..3", new VitalCoding(VitalCoding.SNOMED, snomed, snomedDisplay, null, null,
                null, "survey"), List.of(same("{score}")));
    }

    /// The name of the vital on every edge: `heart-rate`.
    public String key() {
        return key;
    }

    public String display() {
        return display;
    }

    /// Digits after the decimal point of a value of record.
    public int scale() {
        return scale;
    }

    /// Outside it a value is quarantined as implausible.
    public ValueRange plausible() {
        return plausible;
    }

    /// Outside it, though plausible, a value is questionable: kept and charted, never scored or alerted.
    public ValueRange trusted() {
        return trusted;
    }

    public VitalCoding coding() {
        return coding;
    }

    /// Every unit that is accepted; the first is the canonical one. Empty for a coded vital.
    public List<UnitConversion> units() {
        return units;
    }

    /// The bands in which time is counted, null where there is no consensus on any.
    public @Nullable TargetRange targetRange() {
        return this == BLOOD_GLUCOSE ? TargetRange.GLUCOSE : null;
    }

    /// The canonical UCUM unit, null for a coded vital.
    public @Nullable String unit() {
        return units.isEmpty() ? null : units.getFirst().ucum();
    }

    /// Whether the value is a code, such as a letter of ACVPU, and not a number.
    public boolean coded() {
        return units.isEmpty();
    }

    /// Whether its value is a [SymptomGrade] and not a measure.
    public boolean isSymptom() {
        return coding.system().equals(VitalCoding.SNOMED);
    }

    /// A measurement without a unit is refused, except where the vital has none.
    public boolean unitOptional() {
        return coded() || COUNTS.contains(units.getFirst().ucum());
    }

    /// The conversion for a unit as written, empty when the catalogue does not list it. Nothing is guessed.
    public Optional<UnitConversion> conversionFrom(@Nullable String unit) {
        if (unit == null) {
            return unitOptional() ? units.stream().findFirst() : Optional.empty();
        }
        for (UnitConversion accepted : units) {
            if (accepted.accepts(unit)) {
                return Optional.of(accepted);
            }
        }
        return Optional.empty();
    }

    /// The value of record: canonical unit, fixed scale, rounded once.
    public BigDecimal canonical(BigDecimal value, UnitConversion from) {
        return from.toCanonical(value, scale);
    }

    public static Optional<Vital> ofKey(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    @Override
    public String toString() {
        return key;
    }

    private static VitalCoding vitalSign(String loinc, String display, String mdc, String mdcReference,
            String profile) {
        return new VitalCoding(VitalCoding.LOINC, loinc, display, mdc, mdcReference, profile, "vital-signs");
    }

    private static ValueRange range(String bounds) {
        int dots = bounds.indexOf("..");
        return ValueRange.of(bounds.substring(0, dots), bounds.substring(dots + 2));
    }

    /// Units that several vitals share; a holder because enum constants cannot refer to later static fields.
    private static final class Units {
        static final List<UnitConversion> RATE = List.of(
                same("/min", "{beats}/min", "{breaths}/min", "bpm", "beats/min", "breaths/min", "1/min"),
                times("60", "Hz", "/s"));
        static final List<UnitConversion> PERCENT = List.of(same("%"), times("100", "1"));
        static final List<UnitConversion> PRESSURE = List.of(same("mm[Hg]", "mmHg"), times("7.500638", "kPa"));
        static final List<UnitConversion> FLOW = List.of(same("L/min", "l/min", "lpm"),
                dividedBy("1000", "mL/min", "ml/min"));
    }
}
