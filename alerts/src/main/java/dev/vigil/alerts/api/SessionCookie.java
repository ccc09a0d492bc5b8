package dev.vigil.alerts.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Stands for the token in a browser: an end and a seal over it, made with the token, so that every node which knows
/// the token accepts it and none has to keep it. No script can read it, and no other site's page sends it.
final class SessionCookie {

    static final String NAME = "vigil-session";
    private static final Duration VALID_FOR = Duration.ofHours(12);
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";

    private final SecretKeySpec key;
    private final InstantSource clock;

    SessionCookie(String secret, InstantSource clock) {
        key = new SecretKeySpec(("vigil-session|" + secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    /// @param overTls then it is never sent without
    String issue(boolean overTls) {
        String end = Long.toString(clock.instant().plus(VALID_FOR).getEpochSecond());
        return NAME + "=" + end + "." + seal(end) + ATTRIBUTES + VALID_FOR.toSeconds()
                + (overTls ? "; Secure" : "");
    }

    static String expired() {
        return NAME + "=" + ATTRIBUTES + "0";
    }

    boolean isValid(String value) {
        int dot = value.indexOf('.');
        if (dot < 1 || dot > 12) {
            return false;
        }
        String end = value.substring(0, dot);
        byte[] shown = value.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(seal(end).getBytes(StandardCharsets.UTF_8), shown)
                && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(end)));
    }

    private String seal(String end) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(end.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
