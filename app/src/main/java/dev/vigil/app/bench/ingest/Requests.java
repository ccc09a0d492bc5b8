package dev.vigil.app.bench.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The requests of one gateway, each with readings of its own. They are written before the clock runs: only the
/// numbers that make a reading another one are put in place, so that making requests costs the door's cores nothing.
///
/// Not thread-safe: one for each connection.
final class Requests {

    private static final int DIGITS = 9;
    private static final int DEVICES = 5_000;
    private static final String BLANK = "0".repeat(DIGITS);

    private final byte[] request;
    private final int[] devices;
    private final int[] ids;
    private long next;

    /// @param gateway tells the readings of one gateway from those of another
    Requests(int gateway, int readings, Instant takenAt) {
        StringBuilder body = new StringBuilder();
        devices = new int[readings];
        ids = new int[readings];
        for (int i = 0; i < readings; i++) {
            body.append(i == 0 ? "[" : ",");
            devices[i] = body.append("{\"deviceId\":\"oximeter-").length();
            ids[i] = body.append(BLANK).append("\",\"id\":\"").append(takenAt.toEpochMilli()).append('-')
                    .append(gateway).append('-').length();
            body.append(BLANK).append("\",\"takenAt\":\"").append(takenAt).append("\",\"measurements\":[")
                    .append("{\"vital\":\"oxygen-saturation\",\"value\":97,\"unit\":\"%\"},")
                    .append("{\"vital\":\"pulse-rate\",\"value\":71,\"unit\":\"/min\"}],\"battery\":0.82}");
        }
        body.append(']');
        String head = "POST /v1/readings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        request = (head + body).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < readings; i++) {
            devices[i] += head.length();
            ids[i] += head.length();
        }
        next = gateway * 1_000L;
    }

    /// The bytes of the next request, the same array each time.
    byte[] next() {
        for (int i = 0; i < ids.length; i++) {
            put(devices[i], next % DEVICES);
            put(ids[i], next);
            next++;
        }
        return request;
    }

    private void put(int at, long number) {
        long rest = number;
        for (int i = at + DIGITS - 1; i >= at; i--) {
            request[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
