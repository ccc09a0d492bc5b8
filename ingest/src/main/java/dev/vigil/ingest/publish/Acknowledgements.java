package dev.vigil.ingest.publish;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// What the producer hears of the records of one request. Whoever waits for it is woken once, by the last of them.
final class Acknowledgements implements Callback {

    private static final Delivery STORED = new Delivery.Stored();

    private final CountDownLatch missing;
    private volatile Delivery delivery = STORED;

    Acknowledgements(int records) {
        missing = new CountDownLatch(records);
    }

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            delivery = new Delivery.Unknown(failure.toString());
        }
        missing.countDown();
    }

    Delivery await() throws InterruptedException {
        missing.await();
        return delivery;
    }

    Delivery await(long nanos) throws InterruptedException, TimeoutException {
        if (!missing.await(nanos, TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        return delivery;
    }
}
