package dev.vigil.ingest.parse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Takes a body apart into readings, token by token, each checked as soon as it is read. Messages say where, never
/// what: the text that cannot be read may be patient data. Thread-safe.
public final class BodyParser {

    private static final int DEEPEST = 64;

    /// Numbers may be as long as the body: they are measured, not converted, so that one absurd number refuses its own
    /// reading and not its neighbours. Names come from senders, so they are not kept for the life of the process.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final int mostReadings;

    public BodyParser(int mostReadings) {
        this.mostReadings = mostReadings;
    }

    /// One reading or an array of them.
    public Body json(byte[] body, Function<Draft, Checked> check) {
        try (JsonParser json = FACTORY.createParser(body)) {
            JsonToken first = json.nextToken();
            if (first != JsonToken.START_ARRAY && first != JsonToken.START_OBJECT) {
                return new Body.Unreadable("The body must be a reading or an array of readings.");
            }
            Body readings = first == JsonToken.START_ARRAY ? array(json, check)
                    : new Body.Readings(List.of(reading(json, check)));
            return readings instanceof Body.Readings && json.nextToken() != null
                    ? new Body.Unreadable(
                            "Something follows the " + (first == JsonToken.START_ARRAY ? "array" : "reading")
                                    + "; several readings belong in an array, or one per line as application/x-ndjson.")
                    : readings;
        } catch (IOException e) {
            return new Body.Unreadable("The body is " + reasonOf(e) + ".");
        }
    }

    /// One reading per line. A broken line is one refused reading; blank lines are none.
    public Body lines(byte[] body, Function<Draft, Checked> check) {
        List<Checked> readings = new ArrayList<>();
        int start = 0;
        while (start < body.length) {
            int end = endOfLine(body, start);
            if (!isBlank(body, start, end)) {
                if (readings.size() == mostReadings) {
                    return new Body.TooMany(mostReadings);
                }
                readings.add(line(body, start, end, check));
            }
            start = end + 1;
        }
        return new Body.Readings(readings);
    }

    private Body array(JsonParser json, Function<Draft, Checked> check) throws IOException {
        List<Checked> readings = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (readings.size() == mostReadings) {
                return new Body.TooMany(mostReadings);
            }
            readings.add(element(json, check));
        }
        return new Body.Readings(readings);
    }

    private static Checked element(JsonParser json, Function<Draft, Checked> check) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return reading(json, check);
        }
        json.skipChildren();
        return malformed("A reading must be a JSON object.");
    }

    private static Checked reading(JsonParser json, Function<Draft, Checked> check) throws IOException {
        Draft draft;
        try {
            draft = DraftReader.read(json);
        } catch (NotAReading e) {
            return new Checked.Rejected(e.refusal());
        }
        return check.apply(draft);
    }

    private static Checked line(byte[] body, int start, int end, Function<Draft, Checked> check) {
        try (JsonParser json = FACTORY.createParser(body, start, end - start)) {
            json.nextToken();
            Checked reading = element(json, check);
            return json.nextToken() == null ? reading : malformed("A line must hold one reading.");
        } catch (IOException e) {
            return malformed("The line is " + reasonOf(e) + ".");
        }
    }

    private static Checked malformed(String detail) {
        return new Checked.Rejected(Refusal.malformed(detail));
    }

    private static String reasonOf(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return "nested deeper than " + DEEPEST + ", or a text or name in it is too long";
        }
        JsonLocation at = e instanceof JacksonException json ? json.getLocation() : null;
        return at == null ? "not JSON" : "not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static int endOfLine(byte[] body, int start) {
        int end = start;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
