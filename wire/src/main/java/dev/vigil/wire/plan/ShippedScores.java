package dev.vigil.wire.plan;

import dev.vigil.domain.score.table.ScoreTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The scores that come with the product as tables; a plan may bring others.
public final class ShippedScores {

    private static final Map<String, ScoreTable> TABLES = Stream.of("news2", "qsofa", "shock-index")
            .map(ShippedScores::read).collect(Collectors.toUnmodifiableMap(ScoreTable::id, Function.identity()));

    private ShippedScores() {
    }

    public static Map<String, ScoreTable> all() {
        return TABLES;
    }

    private static ScoreTable read(String id) {
        return switch (ScoreCodec.parse(text(id))) {
            case ScoreCodec.Parsed.Accepted accepted -> accepted.table();
            case ScoreCodec.Parsed.Refused refused ->
                throw new IllegalStateException("shipped score " + id + ": " + refused.problems());
        };
    }

    private static String text(String id) {
        try (InputStream file = ShippedScores.class.getResourceAsStream("/scores/" + id + ".yaml")) {
            return new String(Objects.requireNonNull(file, id).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
