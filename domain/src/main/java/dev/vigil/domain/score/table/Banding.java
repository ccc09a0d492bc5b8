package dev.vigil.domain.score.table;

import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The points of a value. Every value has exactly one band: a hole or an overlap cannot be written down here.
public sealed interface Banding {

    int pointsOf(MeasuredValue value);

    Collection<Integer> points();

    default int least() {
        return points().stream().mapToInt(Integer::intValue).min().orElse(0);
    }

    default int most() {
        return points().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /// Bands of a number, from the lowest on; each reaches from the end of the one before to its own.
    ///
    /// @param digits a value is rounded half up to these before it is banded, so that bands printed for whole numbers
    ///     leave no gap
    /// @param ends the greatest number of each band but the last, which has no end
    record Numbers(int digits, List<BigDecimal> ends, List<Integer> points) implements Banding {

        public Numbers {
            ends = List.copyOf(ends);
            points = List.copyOf(points);
            if (points.size() != ends.size() + 1) {
                throw new IllegalArgumentException("every band but the last has an end");
            }
            for (int i = 1; i < ends.size(); i++) {
                if (ends.get(i).compareTo(ends.get(i - 1)) <= 0) {
                    throw new IllegalArgumentException("bands must rise");
                }
            }
        }

        @Override
        public int pointsOf(MeasuredValue value) {
            return switch (value) {
                case MeasuredValue.Quantity quantity -> pointsOf(quantity.value());
                case MeasuredValue.Level level -> throw new IllegalArgumentException("a number has bands");
            };
        }

        private int pointsOf(BigDecimal value) {
            BigDecimal rounded = value.setScale(digits, RoundingMode.HALF_UP);
            int band = 0;
            while (band < ends.size() && rounded.compareTo(ends.get(band)) > 0) {
                band++;
            }
            return points.get(band);
        }
    }

    /// Points of every level of a coded vital.
    record Levels(Map<Consciousness, Integer> byLevel) implements Banding {

        public Levels {
            Map<Consciousness, Integer> all = new EnumMap<>(byLevel);
            if (!all.keySet().containsAll(Arrays.asList(Consciousness.values()))) {
                throw new IllegalArgumentException("every level has points");
            }
            byLevel = Map.copyOf(all);
        }

        @Override
        public int pointsOf(MeasuredValue value) {
            return switch (value) {
                case MeasuredValue.Level level -> byLevel.getOrDefault(level.level(), 0);
                case MeasuredValue.Quantity quantity -> throw new IllegalArgumentException("a level has no bands");
            };
        }

        @Override
        public Collection<Integer> points() {
            return byLevel.values();
        }
    }
}
