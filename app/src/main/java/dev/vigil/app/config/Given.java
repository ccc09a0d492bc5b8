package dev.vigil.app.config;

/// A setting's text and who gave it.
///
/// @param source for a person: `default`, `vigil.yaml line 3`, `VIGIL_INGEST_PORT`, `--set`
record Given(Setting<?> setting, String text, String source) {

    String shown() {
        return setting.secret() && !text.isEmpty() ? "***" : text;
    }
}
