package dev.vigil.ingest.advice;

import dev.vigil.domain.vital.Vital;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words of each [Advice], and of each vital that may be asked for next, in one language.
public record AdviceTexts(Locale language, Map<String, String> byCode) {

    public static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.of("es"), Locale.FRENCH);

    private static final Map<Locale, AdviceTexts> ALL = LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(language -> language, AdviceTexts::read));
    static final String MEASURE = "measure.";

    private static final int LONGEST_HEADER = 200;

    public AdviceTexts {
        byCode = Map.copyOf(byCode);
    }

    /// @param acceptLanguage as HTTP has it; English where it is absent, broken or asks for none of ours
    public static AdviceTexts in(@Nullable String acceptLanguage) {
        return Objects.requireNonNull(ALL.get(wanted(acceptLanguage)));
    }

    public String of(Advice advice) {
        return Objects.requireNonNull(byCode.get(advice.code()), "every code has a text");
    }

    /// How a patient is asked to measure a vital: one that names a parameter of NEWS2.
    public String ofNext(Vital vital) {
        return Objects.requireNonNull(byCode.get(MEASURE + vital.key()), "every parameter has a text");
    }

    private static Locale wanted(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_HEADER) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    private static AdviceTexts read(Locale language) {
        String file = language.getLanguage() + ".properties";
        try (Reader content = new InputStreamReader(Objects.requireNonNull(
                AdviceTexts.class.getResourceAsStream(file), file), StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(content);
            return new AdviceTexts(language, texts.stringPropertyNames().stream()
                    .collect(Collectors.toMap(code -> code, texts::getProperty)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
