package dev.vigil.ingest.gatt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Bytes bred to reach every branch of every characteristic.
class GattFuzzTest {

    @FuzzTest(maxDuration = "2s")
    void shouldAnswerAnyBytesWithReadingsOrARefusal(byte[] bytes) {
        for (Characteristic characteristic : Characteristic.values()) {
            assertThat(Notified.of(characteristic, bytes, Notified.AT_RECEIPT).spelt()).isNotEmpty();
        }
    }
}
