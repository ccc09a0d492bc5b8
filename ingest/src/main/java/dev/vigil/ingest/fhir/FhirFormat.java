package dev.vigil.ingest.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.parse.Body;
import dev.vigil.ingest.parse.JsonTree;
import dev.vigil.ingest.parse.MessageFormat;
import dev.vigil.ingest.parse.NotAReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One resource that becomes a reading, or a Bundle of them. For one request: it remembers which Bundle it read, so
/// that the answer can name every entry. Not thread-safe.
final class FhirFormat implements MessageFormat {

    private final @Nullable ReadingResource single;
    private final int mostReadings;
    private @Nullable FhirBundle bundle;

    private FhirFormat(@Nullable ReadingResource single, int mostReadings) {
        this.single = single;
        this.mostReadings = mostReadings;
    }

    static FhirFormat of(ReadingResource single) {
        return new FhirFormat(single, 1);
    }

    static FhirFormat ofBundle(int mostReadings) {
        return new FhirFormat(null, mostReadings);
    }

    /// The Bundle that was read, empty before and for anything else.
    Optional<FhirBundle> bundle() {
        return Optional.ofNullable(bundle);
    }

    @Override
    public Body read(byte[] message, Function<Draft, Checked> check) {
        ReadingResource kind = single;
        return switch (JsonTree.read(message)) {
            case JsonTree.Unreadable(String detail) -> new Body.Unreadable(detail);
            case JsonTree.Whole(JsonNode root) -> kind == null ? bundle(root, check)
                    : new Body.Readings(List.of(reading(kind, root, new References(Map.of()), check)));
        };
    }

    private Body bundle(JsonNode root, Function<Draft, Checked> check) {
        if (!FhirBundle.isOne(root)) {
            return new Body.Unreadable("The body must be a Bundle of type batch or transaction.");
        }
        FhirBundle read = FhirBundle.of(root);
        if (read.count() > mostReadings) {
            return new Body.TooMany(mostReadings);
        }
        bundle = read;
        return new Body.Readings(read.readings(check));
    }

    static Checked reading(ReadingResource kind, JsonNode resource, References references,
            Function<Draft, Checked> check) {
        Draft draft;
        try {
            draft = kind.read(resource, references);
        } catch (NotAReading e) {
            return new Checked.Rejected(e.refusal());
        }
        return check.apply(draft);
    }
}
