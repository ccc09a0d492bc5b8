package dev.vigil.domain.vital;

import java.util.Arrays;
import java.util.Optional;

/// ACVPU as NEWS2 uses it; answers of LOINC 67775-7 (Level of responsiveness).
public enum Consciousness {
    ALERT("A", "LA9340-6", "Alert"),
    CONFUSION("C", "LA6560-2", "Confused"),
    VOICE("V", "LA17108-4", "Verbal"),
    PAIN("P", "LA17107-6", "Painful"),
    UNRESPONSIVE("U", "LA9343-0", "Unresponsive");

    private final String code;
    private final String loincAnswer;
    private final String display;

    Consciousness(String code, String loincAnswer, String display) {
        this.code = code;
        this.loincAnswer = loincAnswer;
        this.display = display;
    }

    /// The letter devices send: `A`, `C`, `V`, `P` or `U`.
    public String code() {
        return code;
    }

    public String loincAnswer() {
        return loincAnswer;
    }

    public String display() {
        return display;
    }

    public static Optional<Consciousness> ofCode(String code) {
        return Arrays.stream(values()).filter(level -> level.code.equals(code)).findFirst();
    }
}
