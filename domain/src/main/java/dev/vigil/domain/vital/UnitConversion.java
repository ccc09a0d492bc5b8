package dev.vigil.domain.vital;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// One accepted unit of a vital: its UCUM code, the spellings taken for it and the exact way to the canonical unit,
/// `(value + addend) × factor ÷ divisor`. Rounding happens once, half up, at the vital's fixed scale.
///
/// A table of our own because UCUM libraries cannot do °F, cut digits, and mg/dL to mmol/L is no UCUM conversion.
public record UnitConversion(String ucum, List<String> spellings, BigDecimal addend, BigDecimal factor,
        BigDecimal divisor) {

    public UnitConversion {
        spellings = List.copyOf(spellings);
    }

    static UnitConversion same(String ucum, String... spellings) {
        return times("1", ucum, spellings);
    }

    static UnitConversion times(String factor, String ucum, String... spellings) {
        return new UnitConversion(ucum, List.of(spellings), BigDecimal.ZERO, new BigDecimal(factor), BigDecimal.ONE);
    }

    static UnitConversion dividedBy(String divisor, String ucum, String... spellings) {
        return new UnitConversion(ucum, List.of(spellings), BigDecimal.ZERO, BigDecimal.ONE, new BigDecimal(divisor));
    }

    static UnitConversion shifted(String addend, String ucum, String... spellings) {
        return new UnitConversion(ucum, List.of(spellings), new BigDecimal(addend), BigDecimal.ONE, BigDecimal.ONE);
    }

    static UnitConversion fahrenheit(String ucum, String... spellings) {
        return new UnitConversion(ucum, List.of(spellings), new BigDecimal("-32"), new BigDecimal("5"),
                new BigDecimal("9"));
    }

    boolean accepts(String unit) {
        return ucum.equals(unit) || spellings.contains(unit);
    }

    BigDecimal toCanonical(BigDecimal value, int scale) {
        return value.add(addend).multiply(factor).divide(divisor, scale, RoundingMode.HALF_UP);
    }
}
