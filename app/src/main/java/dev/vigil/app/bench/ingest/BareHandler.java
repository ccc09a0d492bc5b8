package dev.vigil.app.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.wire.KafkaConnection;
import dev.vigil.wire.Topics;
import dev.vigil.wire.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The least that a door can do and still be honest: the same HTTP server, the JSON parsed, the reading's own bytes in
/// Kafka on all in-sync replicas, 202. No checks, limits, identity or credentials. What ingest is measured against.
final class BareHandler implements AutoCloseable {

    private static final byte[] ANSWER = "{\"accepted\":1,\"rejected\":[]}".getBytes(StandardCharsets.UTF_8);

    private static final int IN_FLIGHT = 1;

    private final Producer<String, byte[]> producer;
    private final WebServer server;

    private BareHandler(Producer<String, byte[]> producer) {
        this.producer = producer;
        server = WebServer.builder().address(InetAddress.getLoopbackAddress()).port(0).shutdownHook(false)
                .routing(routing -> routing.post("/v1/readings", this::receive)).build().start();
    }

    /// @param lingerMillis and batchBytes as ingest's own producer has them
    static BareHandler start(KafkaConnection kafka, int lingerMillis, int batchBytes) {
        Map<String, Object> properties = kafka.producerProperties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, IN_FLIGHT);
        return new BareHandler(new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()));
    }

    int port() {
        return server.port();
    }

    private void receive(ServerRequest request, ServerResponse response)
            throws IOException, ExecutionException, InterruptedException {
        byte[] body = body(request);
        JsonNode json = Json.mapper().readTree(body);
        List<Future<?>> acknowledgements = new ArrayList<>(json.isArray() ? json.size() : 1);
        if (json.isArray()) {
            for (JsonNode reading : json) {
                acknowledgements.add(send(reading, Json.mapper().writeValueAsBytes(reading)));
            }
        } else {
            acknowledgements.add(send(json, body));
        }
        for (Future<?> acknowledgement : acknowledgements) {
            acknowledgement.get();
        }
        response.status(202).header(HeaderNames.CONTENT_TYPE, "application/json").send(ANSWER);
    }

    /// Into as many bytes as were announced: the server's own way takes 16 KiB for every body.
    private static byte[] body(ServerRequest request) throws IOException {
        try (InputStream sent = request.content().inputStream()) {
            return sent.readNBytes((int) request.headers().contentLength().orElseThrow());
        }
    }

    private Future<?> send(JsonNode reading, byte[] value) {
        return producer.send(new ProducerRecord<>(Topics.READINGS.name(), reading.path("deviceId").asText(), value));
    }

    @Override
    public void close() {
        server.stop();
        producer.close();
    }
}
