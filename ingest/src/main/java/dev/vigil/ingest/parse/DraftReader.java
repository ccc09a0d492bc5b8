package dev.vigil.ingest.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.vigil.domain.reading.Reading;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one JSON object as a draft and always ends at its closing brace, whatever it holds. A number is measured
/// before it is converted: ten thousand digits cost no more than skipping them.
final class DraftReader {

    /// 30 digits with sign, point and exponent.
    private static final int LONGEST_NUMBER = 40;

    private @Nullable Scalar deviceId;
    private @Nullable Scalar id;
    private @Nullable Scalar takenAt;
    private @Nullable Scalar takenAgo;
    private @Nullable List<Draft.OfMeasurement> measurements;
    private @Nullable Scalar battery;
    private @Nullable Scalar signalQuality;
    private @Nullable Scalar sentAt;
    private @Nullable Scalar replaces;
    private @Nullable Scalar user;

    private @Nullable String twice;

    private DraftReader() {
    }

    /// @param json at the opening brace
    /// @throws NotAReading at the closing brace, where a member is there twice: either of the two could be meant
    static Draft read(JsonParser json) throws IOException {
        DraftReader reader = new DraftReader();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            reader.take(field, json);
        }
        if (reader.twice != null) {
            throw NotAReading.malformed(reader.twice, "must not be there twice");
        }
        return new Draft(reader.deviceId, reader.id, reader.takenAt, reader.takenAgo, reader.measurements,
                reader.battery, reader.signalQuality, reader.sentAt, Set.of(), reader.replaces, reader.user);
    }

    private void take(String field, JsonParser json) throws IOException {
        switch (field) {
            case "deviceId" -> deviceId = once(deviceId, scalar(json), "", field);
            case "id" -> id = once(id, scalar(json), "", field);
            case "takenAt" -> takenAt = once(takenAt, scalar(json), "", field);
            case "takenAgo" -> takenAgo = once(takenAgo, scalar(json), "", field);
            case "measurements" -> measurements = once(measurements, measurements(json), "", field);
            case "battery" -> battery = once(battery, scalar(json), "", field);
            case "signalQuality" -> signalQuality = once(signalQuality, scalar(json), "", field);
            case "sentAt" -> sentAt = once(sentAt, scalar(json), "", field);
            case "replaces" -> replaces = once(replaces, scalar(json), "", field);
            case "user" -> user = once(user, scalar(json), "", field);
            default -> json.skipChildren();
        }
    }

    /// Null is absence, beside a value as well.
    private <T> @Nullable T once(@Nullable T before, @Nullable T now, String within, String field) {
        if (before != null && now != null && twice == null) {
            twice = within + field;
        }
        return now == null ? before : now;
    }

    private @Nullable List<Draft.OfMeasurement> measurements(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return null;
        }
        List<Draft.OfMeasurement> found = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (found.size() > Reading.MOST_MEASUREMENTS) {
                json.skipChildren();
            } else {
                found.add(measurement(json));
            }
        }
        return found;
    }

    private Draft.OfMeasurement measurement(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Draft.OfMeasurement.NONE;
        }
        Scalar vital = null;
        Scalar value = null;
        Scalar unit = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "vital" -> vital = once(vital, scalar(json), "measurements.", field);
                case "value" -> value = once(value, scalar(json), "measurements.", field);
                case "unit" -> unit = once(unit, scalar(json), "measurements.", field);
                default -> json.skipChildren();
            }
        }
        return new Draft.OfMeasurement(vital, value, unit);
    }

    private static @Nullable Scalar scalar(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> new Scalar.Text(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar.Other("true or false");
            case START_ARRAY -> skipped(json, "a list");
            default -> skipped(json, "an object");
        };
    }

    private static Scalar number(JsonParser json) throws IOException {
        int length = json.getTextLength();
        if (length > LONGEST_NUMBER) {
            return new Scalar.Other("a number of more than 30 digits");
        }
        try {
            return new Scalar.Number(new BigDecimal(json.getTextCharacters(), json.getTextOffset(), length));
        } catch (NumberFormatException e) {
            return new Scalar.Other("a number of that size");
        }
    }

    private static Scalar skipped(JsonParser json, String kind) throws IOException {
        json.skipChildren();
        return new Scalar.Other(kind);
    }
}
