package dev.vigil.domain.plan;

import java.util.Arrays;
import java.util.Optional;

/// What an EHR gets of a vital. Window summaries go there in any case.
public enum ExportForm {
    /// Every reading as a resource of its own.
    READINGS("readings"),
    /// The summaries alone: of a vital that is measured every second nobody reads every value.
    SUMMARIES("summaries"),
    /// Every reading of an hour at once, as samples at even distances: for a vital that is measured all the time.
    SAMPLES("samples");

    private final String code;

    ExportForm(String code) {
        this.code = code;
    }

    /// The name in a plan file.
    public String code() {
        return code;
    }

    public static Optional<ExportForm> ofCode(String code) {
        return Arrays.stream(values()).filter(form -> form.code.equals(code)).findFirst();
    }
}
