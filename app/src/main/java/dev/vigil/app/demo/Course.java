package dev.vigil.app.demo;

import java.time.Duration;

/// How a simulated patient fares. Synthetic, of course: the figures are chosen to show what the rules do, and are no
/// model of an illness.
public enum Course {
    /// Nothing happens.
    STABLE,
    /// Chronic lung disease with a saturation target of 88 to 92 %: alarming for others, usual here.
    COPD,
    /// Water is held back: the weight rises for days before the breath grows short.
    HEART_FAILURE,
    /// An infection goes to the blood: everything moves the wrong way within the hour.
    SEPSIS,
    /// A sleeping patient on insulin.
    NIGHT_HYPOGLYCAEMIA;

    private static final Vitals WELL = new Vitals(68, 14, 97.2, 124, 78, 36.7, 104, 0);
    private static final Vitals SHORT_OF_BREATH = new Vitals(84, 20, 89.8, 134, 80, 36.8, 108, 0);
    private static final Vitals WET_LUNGS = new Vitals(92, 20, 94.4, 112, 70, 36.6, 110, 2.8);
    private static final Vitals FEBRILE = new Vitals(97, 22, 94.6, 106, 66, 38.4, 128, 0);
    private static final Vitals SHOCKED = new Vitals(132, 29, 88.5, 84, 46, 39.5, 168, 0);
    private static final Vitals LOW_SUGAR = new Vitals(96, 16, 97.0, 132, 80, 36.4, 44, 0);

    private static final Duration DAY = Duration.ofDays(1);

    /// Around what the patient's values lie at a time since the start; before it is the time before the demo.
    Vitals around(Duration at) {
        return switch (this) {
            case STABLE -> WELL;
            case COPD -> SHORT_OF_BREATH;
            case HEART_FAILURE -> WELL.towards(WET_LUNGS, rise(at, DAY.multipliedBy(-4), Duration.ZERO));
            case SEPSIS -> WELL.towards(FEBRILE, rise(at, DAY.negated(), Duration.ofHours(-1)))
                    .towards(SHOCKED, rise(at, Duration.ofMinutes(5), Duration.ofMinutes(50)));
            case NIGHT_HYPOGLYCAEMIA -> WELL.towards(LOW_SUGAR,
                    rise(at, Duration.ofMinutes(-5), Duration.ofMinutes(25))
                            * (1 - rise(at, Duration.ofMinutes(70), Duration.ofMinutes(120))));
        };
    }

    /// Whether the patient still answers as usual.
    boolean alert(Duration at) {
        return this != SEPSIS || at.compareTo(Duration.ofMinutes(45)) < 0;
    }

    /// From 0 to 1, smoothly, between two times.
    static double rise(Duration at, Duration from, Duration to) {
        double part = (at.toMillis() - from.toMillis()) / (double) (to.toMillis() - from.toMillis());
        double within = Math.clamp(part, 0, 1);
        return within * within * (3 - 2 * within);
    }
}
