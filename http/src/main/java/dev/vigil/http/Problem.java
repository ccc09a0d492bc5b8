package dev.vigil.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An RFC 9457 problem. The detail is for a person and names field and limit, never patient data.
///
/// @param type last part of the stable type, `urn:vigil:problem:{type}`
/// @param more further members, such as `rejected`
public record Problem(int status, String type, String title, String detail, Map<String, Object> more) {

    private static final String TYPE_PREFIX = "urn:vigil:problem:";

    public Problem {
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    public static Problem of(int status, String type, String title, String detail) {
        return new Problem(status, type, title, detail, Map.of());
    }

    public static Problem badRequest(String type, String detail) {
        return of(400, type, "The request cannot be understood", detail);
    }

    public static Problem notFound(String detail) {
        return of(404, "not-found", "Not found", detail);
    }

    public static Problem conflict(String type, String detail) {
        return of(409, type, "The present state forbids it", detail);
    }

    public static Problem unavailable(String type, String detail) {
        return of(503, type, "Not available right now", detail);
    }

    /// The stable type as it is written, `urn:vigil:problem:{type}`.
    public static String urn(String type) {
        return TYPE_PREFIX + type;
    }

    /// The problem's members in the order a person reads them.
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", urn(type));
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        members.putAll(more);
        return members;
    }
}
