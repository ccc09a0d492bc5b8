package dev.vigil.app.demo;

/// A simulated body's values at one moment.
///
/// @param weightGain kilograms above the patient's own dry weight
record Vitals(double heartRate, double respiratoryRate, double oxygenSaturation, double systolic, double diastolic,
        double temperature, double glucose, double weightGain) {

    /// Part of the way to another state: 0 is here, 1 is there.
    Vitals towards(Vitals other, double part) {
        return new Vitals(between(heartRate, other.heartRate, part),
                between(respiratoryRate, other.respiratoryRate, part),
                between(oxygenSaturation, other.oxygenSaturation, part), between(systolic, other.systolic, part),
                between(diastolic, other.diastolic, part), between(temperature, other.temperature, part),
                between(glucose, other.glucose, part), between(weightGain, other.weightGain, part));
    }

    private static double between(double one, double other, double part) {
        return one + (other - one) * part;
    }
}
