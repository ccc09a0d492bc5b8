package dev.vigil.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a partition how a transaction ended, as the coordinator does. Kafka's admin client can only abort.
final class TransactionMarkers {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionMarkers.class);

    private static final short VERSION = ApiKeys.WRITE_TXN_MARKERS.latestVersion();
    private static final int ANSWER_WITHIN_MILLIS = (int) Duration.ofSeconds(30).toMillis();

    /// Under transaction version 2 a marker has the epoch after the transaction's own. This one is written on behalf
    /// of a coordinator that has gone on, under the rule before, which asks only for the same epoch.
    private static final short SAME_EPOCH = 1;

    private final String host;
    private final int port;

    TransactionMarkers(String host, int port) {
        this.host = host;
        this.port = port;
    }

    void write(TopicPartition partition, ProducerState producer, TransactionResult result) throws IOException {
        TxnMarkerEntry marker = new TxnMarkerEntry(producer.producerId(), (short) producer.producerEpoch(),
                producer.coordinatorEpoch().orElse(0), result, List.of(partition), SAME_EPOCH);
        Map<TopicPartition, Errors> errors = send(marker).errorsByProducerId().get(producer.producerId());
        Errors error = errors == null ? Errors.UNKNOWN_SERVER_ERROR : errors.getOrDefault(partition, Errors.NONE);
        if (error != Errors.NONE) {
            LOG.warn("the end of a transaction could not be written: partition={} reason={}", partition, error);
        }
    }

    private WriteTxnMarkersResponse send(TxnMarkerEntry marker) throws IOException {
        RequestHeader header = new RequestHeader(ApiKeys.WRITE_TXN_MARKERS, VERSION, "vigil-broker", 0);
        ByteBuffer request = new WriteTxnMarkersRequest.Builder(List.of(marker)).build(VERSION)
                .serializeWithHeader(header);
        ByteBuffer response = exchange(request);
        ResponseHeader.parse(response, ApiKeys.WRITE_TXN_MARKERS.responseHeaderVersion(VERSION));
        return WriteTxnMarkersResponse.parse(new ByteBufferAccessor(response), VERSION);
    }

    private ByteBuffer exchange(ByteBuffer request) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return ByteBuffer.wrap(in.readNBytes(in.readInt()));
        }
    }
}
