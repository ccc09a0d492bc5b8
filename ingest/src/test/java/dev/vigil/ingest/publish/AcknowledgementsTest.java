package dev.vigil.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

    private static final RecordMetadata SOMEWHERE = new RecordMetadata(new TopicPartition("t", 0), 0, 0, 0, 0, 0);

    private final Acknowledgements two = new Acknowledgements(2);

    @Test
    void shouldSayStoredOnceEveryRecordIs() throws Exception {
        two.onCompletion(SOMEWHERE, null);
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> two.await(TimeUnit.MILLISECONDS.toNanos(1)));
        two.onCompletion(SOMEWHERE, null);
        assertThat(two.await()).isEqualTo(new Delivery.Stored());
    }

    @Test
    void shouldNotSayStoredWhereOneRecordMayNotBe() throws Exception {
        two.onCompletion(SOMEWHERE, new IllegalStateException("away"));
        two.onCompletion(SOMEWHERE, null);
        assertThat(two.await(0)).isInstanceOf(Delivery.Unknown.class);
    }
}
