package dev.vigil.app.gateway;

import dev.vigil.app.client.Server;
import dev.vigil.app.gateway.Finding.Failed;
import dev.vigil.app.gateway.Finding.Passed;
import dev.vigil.app.gateway.Finding.Skipped;
import dev.vigil.app.gateway.IngestDoor.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Plays a gateway's first day: what it will meet is tried in the order in which it will meet it. The readings are true
/// to shape and belong to a device that nobody should have, so that none of them reaches a patient; they are parked by
/// admission and quarantined a day later.
///
/// @param device for which the credential may push
/// @param started of all readings of this run; makes their ids others than those of the last
public record GatewayCheck(Server server, String device, Instant started, InstantSource clock) {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);
    private static final int OFFLINE_READINGS = 360;
    private static final Duration UPLOAD_WITHIN = Duration.ofSeconds(10);
    private static final int FLOOD = 5_000;
    private static final int MOST_FLOODS = 6;

    private interface Check {
        Finding run(IngestDoor door) throws InterruptedException;
    }

    /// @return whether nothing failed
    public boolean run(Consumer<Finding> told) throws InterruptedException {
        Check first = this::clockAndAddress;
        List<Check> day = List.of(first, this::credential, this::foreignDevice, this::firstReading,
                this::retry, this::repeatedKey, this::reusedKey, this::withoutClock, this::offlineBatch,
                this::badNeighbour, this::unitFirewall, this::timeWithoutOffset, this::brokenBody,
                this::tooFast, this::keptWaiting);
        boolean sound = true;
        try (IngestDoor door = new IngestDoor(server)) {
            for (Check check : day) {
                Finding finding = check.run(door);
                told.accept(finding);
                sound &= !(finding instanceof Failed);
                if (!sound && check.equals(first)) {
                    return false;
                }
            }
        }
        return sound;
    }

    private Finding clockAndAddress(IngestDoor door) throws InterruptedException {
        String check = "ingest answers and the clocks agree";
        Reply reply = door.get("/v1/time");
        if (reply.status() == 401) {
            return new Failed(check, reply.shown(), "set ingest.token or --token-file to a credential of this ingest");
        }
        try {
            Duration apart = Duration.between(Instant.parse(reply.json().path("time").asText()), clock.instant());
            return apart.abs().compareTo(CLOCK_TOLERANCE) <= 0 ? new Passed(check, "apart by " + apart.toMillis()
                    + " ms")
                    : new Failed(check, "apart by " + apart.toSeconds() + " s",
                            "set the gateway's clock (NTP), or send Vigil-Sent-At with each request");
        } catch (DateTimeException e) {
            return new Failed(check, reply.shown(), "check the address, the proxy before it and its certificate");
        }
    }

    private Finding credential(IngestDoor door) throws InterruptedException {
        String check = "a wrong credential is refused";
        if (!door.hasToken()) {
            return new Skipped(check, "this ingest takes readings without any; so it must be on loopback alone");
        }
        Reply reply = door.pushWith("wrong", reading("credential"));
        return expect(check, reply, reply.status() == 401, "the address leads to something that asks nobody; set "
                + "credentials there");
    }

    private Finding foreignDevice(IngestDoor door) throws InterruptedException {
        String check = "the credential pushes for its own devices alone";
        Reply reply = door.push(reading("foreign").replace(device, "nobodys-" + run()));
        if (reply.status() == 202) {
            return new Skipped(check, "it may push for every device; list its devices where it is one gateway's");
        }
        return expect(check, reply, reply.refusals().equals(List.of("device-not-allowed")),
                "expected 403 device-not-allowed");
    }

    private Finding firstReading(IngestDoor door) throws InterruptedException {
        Reply reply = door.push(reading("first"));
        return expect("a reading is stored", reply, reply.status() == 202 && reply.accepted() == 1,
                reply.status() == 403 ? "name a device of the credential by --device"
                        : "on 503 wait for Retry-After and send the same again; else see 'detail' in the answer");
    }

    private Finding retry(IngestDoor door) throws InterruptedException {
        Reply reply = door.push(reading("first"));
        return expect("a retry with the same id is taken (it counts once)", reply,
                reply.status() == 202 && reply.accepted() == 1, "a retry must be answered like the first time");
    }

    private Finding repeatedKey(IngestDoor door) throws InterruptedException {
        Reply first = door.push(reading("keyed"), "Idempotency-Key", run());
        Reply again = door.push(reading("keyed"), "Idempotency-Key", run());
        return expect("the same Idempotency-Key gets the same answer", again, first.equals(again),
                "a proxy changes answers, or requests go to several instances: rely on ids instead");
    }

    private Finding reusedKey(IngestDoor door) throws InterruptedException {
        Reply reply = door.push(reading("reused"), "Idempotency-Key", run());
        return expect("a key that was used for another request is refused", reply, reply.status() == 422,
                "a proxy drops the header Idempotency-Key, or requests go to several instances: rely on ids instead");
    }

    private Finding withoutClock(IngestDoor door) throws InterruptedException {
        Reply reply = door.push("""
                {"deviceId": "%s", "id": "%s-ago", "takenAgo": "PT5S", "measurements": [%s]}"""
                .formatted(device, run(), pulse()));
        return expect("a device without a clock sends takenAgo", reply, reply.accepted() == 1,
                "expected 202; see 'detail' in the answer");
    }

    private Finding offlineBatch(IngestDoor door) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String lines = IntStream.range(0, OFFLINE_READINGS).mapToObj(minute -> """
                {"deviceId": "%s", "id": "%s-offline-%d", "takenAt": "%s", "measurements": [%s]}"""
                .formatted(device, run(), minute, now.minus(Duration.ofMinutes(OFFLINE_READINGS - minute)), pulse()))
                .collect(Collectors.joining("\n"));
        Instant start = clock.instant();
        Reply reply = door.upload(lines, "Vigil-Sent-At", clock.instant().toString());
        Duration took = Duration.between(start, clock.instant());
        Reply again = door.upload(lines, "Vigil-Sent-At", clock.instant().toString());
        return expect("six hours offline come as one gzip upload, and again after a lost answer", reply,
                reply.accepted() == OFFLINE_READINGS && again.accepted() == OFFLINE_READINGS
                        && took.compareTo(UPLOAD_WITHIN) < 0,
                "took " + took.toMillis() + " ms: check the proxy's limits for bodies and Content-Encoding: gzip");
    }

    private Finding badNeighbour(IngestDoor door) throws InterruptedException {
        Reply reply = door.push("[" + reading("good") + "," + reading("bad").replace("/min", "per minute") + "]");
        return expect("a reading in an unknown unit is refused by itself, with its field", reply,
                reply.accepted() == 1 && reply.refusals().equals(List.of("unknown-unit"))
                        && reply.json().at("/rejected/0/field").asText().equals("measurements[0].unit"),
                "the gateway must read 'rejected' in a 202 and correct those readings");
    }

    /// It is stored and set aside by admission, which says what was meant; the reply has advice at once.
    private Finding unitFirewall(IngestDoor door) throws InterruptedException {
        Reply reply = door.push(reading("unit").replace(pulse(),
                "{\"vital\": \"body-temperature\", \"value\": 37, \"unit\": \"[degF]\"}"), "Accept-Language", "en");
        return expect("37 [degF] is not taken for 37 Cel, and the patient is asked to measure again", reply,
                reply.status() == 202 && reply.json().at("/advice/0/code").asText().equals("repeat-measurement"),
                "show 'advice' of the answer on the device");
    }

    private Finding timeWithoutOffset(IngestDoor door) throws InterruptedException {
        Reply reply = door.push("""
                {"deviceId": "%s", "takenAt": "2026-11-22T10:41:03", "measurements": [%s]}"""
                .formatted(device, pulse()));
        return expect("a time without an offset is refused", reply, reply.refusals().equals(List.of("malformed")),
                "send RFC 3339 with Z or an offset");
    }

    private Finding brokenBody(IngestDoor door) throws InterruptedException {
        Reply reply = door.push("[" + reading("cut"));
        return expect("a body that is cut off is 400 and stores nothing", reply,
                reply.status() == 400 && reply.problem().equals("unreadable-body"),
                "a proxy answers in ingest's place; its answers mean something else");
    }

    /// The same reading over and over, so that a flood leaves one behind.
    private Finding tooFast(IngestDoor door) throws InterruptedException {
        String check = "what comes too fast is taken after Retry-After";
        String flood = String.join("\n", Collections.nCopies(FLOOD, reading("flood")));
        for (int i = 0; i < MOST_FLOODS; i++) {
            Reply reply = door.upload(flood);
            if (!reply.problem().equals("rate-limited") && !reply.refusals().contains("rate-limited")) {
                continue;
            }
            if (reply.retryAfter() == null) {
                return new Failed(check, reply.shown(), "a proxy drops the header Retry-After, or answers by itself");
            }
            Thread.sleep(reply.retryAfter());
            Reply again = door.push(reading("flood"));
            return expect(check, again, again.accepted() == 1,
                    "something else pushes for this device or by this credential");
        }
        return new Skipped(check, FLOOD * MOST_FLOODS + " readings at once are not too fast for this ingest");
    }

    private Finding keptWaiting(IngestDoor door) {
        String check = "what is not known to be stored is sent again after Retry-After";
        return door.repeated() == 0 ? new Skipped(check, "nothing was answered with 503 meanwhile")
                : new Passed(check, door.repeated() + " requests were repeated");
    }

    private static Finding expect(String check, Reply reply, boolean holds, String change) {
        return holds ? new Passed(check, reply.shown()) : new Failed(check, reply.shown(), change);
    }

    private String reading(String name) {
        return """
                {"deviceId": "%s", "id": "%s-%s", "takenAt": "%s", "measurements": [%s]}"""
                .formatted(device, run(), name, started, pulse());
    }

    private String run() {
        return "check-" + started.toEpochMilli();
    }

    private static String pulse() {
        return "{\"vital\": \"pulse-rate\", \"value\": 71, \"unit\": \"/min\"}";
    }
}
