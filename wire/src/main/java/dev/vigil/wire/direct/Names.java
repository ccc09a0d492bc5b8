package dev.vigil.wire.direct;

/// Field names that several types share.
final class Names {

    static final byte[] AT = JsonBytes.name("at");
    static final byte[] DEVICE_ID = JsonBytes.name("deviceId");
    static final byte[] GATEWAY = JsonBytes.name("gateway");
    static final byte[] ID = JsonBytes.name("id");
    static final byte[] MEASUREMENTS = JsonBytes.name("measurements");
    static final byte[] OBSERVATION_ID = JsonBytes.name("observationId");
    static final byte[] PATIENT_ID = JsonBytes.name("patientId");
    static final byte[] QUESTIONABLE = JsonBytes.name("questionable");
    static final byte[] READING_ID = JsonBytes.name("readingId");
    static final byte[] RECEIVED_AT = JsonBytes.name("receivedAt");
    static final byte[] REVISION = JsonBytes.name("revision");
    static final byte[] STATUS = JsonBytes.name("status");
    static final byte[] TAKEN_AT = JsonBytes.name("takenAt");
    static final byte[] UNIT = JsonBytes.name("unit");
    static final byte[] VALUE = JsonBytes.name("value");
    static final byte[] VITAL = JsonBytes.name("vital");

    private Names() {
    }
}
