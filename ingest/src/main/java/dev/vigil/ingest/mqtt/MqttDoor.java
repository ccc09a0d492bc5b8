package dev.vigil.ingest.mqtt;

import dev.vigil.domain.id.DeviceId;
import dev.vigil.http.tls.ServerTls;
import dev.vigil.ingest.access.Authentication;
import dev.vigil.ingest.access.Authentication.Accepted;
import dev.vigil.ingest.access.Authenticator;
import dev.vigil.ingest.access.Shown;
import dev.vigil.ingest.mqtt.DeviceTopic.Kind;
import dev.vigil.ingest.parse.BodyParser;
import dev.vigil.ingest.reception.Reception;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The MQTT server, versions 3.1.1 and 5. It starts without Kafka; messages then wait unacknowledged. It is no broker:
/// what is published goes to Kafka alone, and clients hear of their own readings only.
public final class MqttDoor implements AutoCloseable {

    static final Logger LOGGER = LoggerFactory.getLogger(MqttDoor.class);

    private static final int CONNECT_WITHIN_SECONDS = 10;
    private static final int MOST_SESSIONS_LEFT = 20_000;
    private static final byte[] OFFLINE = "{\"status\":\"offline\"}".getBytes(StandardCharsets.US_ASCII);

    private final MqttConfig config;
    private final Authenticator authenticator;
    private final Reception reception;
    private final BodyParser parser;
    private final InstantSource clock;
    private final MessageBudget budget;
    private final MqttMetrics metrics;
    private final Sessions sessions = new Sessions(MOST_SESSIONS_LEFT);
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
    private volatile @Nullable MqttServer server;
    private volatile boolean closing;

    private MqttDoor(MqttConfig config, Authenticator authenticator, Reception reception, InstantSource clock,
            MeterRegistry registry) {
        this.config = config;
        this.authenticator = authenticator;
        this.reception = reception;
        parser = new BodyParser(config.mostReadings());
        this.clock = clock;
        budget = new MessageBudget(config.inFlightBytes());
        metrics = new MqttMetrics(registry, budget);
        vertx.exceptionHandler(broken -> metrics.broken()); // such as packets that follow a disconnect
    }

    /// Listens when this returns.
    ///
    /// @param tls null for plain connections
    /// @throws UncheckedIOException with a [BindException] when the address cannot be had
    public static MqttDoor start(MqttConfig config, @Nullable ServerTls tls, Authenticator authenticator,
            Reception reception, InstantSource clock, MeterRegistry registry) {
        MqttDoor door = new MqttDoor(config, authenticator, reception, clock, registry);
        try {
            door.server = MqttServer.create(door.vertx, options(config, tls)).endpointHandler(door::connecting)
                    .exceptionHandler(broken -> door.metrics.broken()).listen().toCompletionStage()
                    .toCompletableFuture().join();
            return door;
        } catch (CompletionException e) {
            door.close();
            throw new UncheckedIOException(new BindException("cannot listen on " + config.host() + ":" + config.port()
                    + ": the port is taken or the address is not this machine's"));
        }
    }

    public int port() {
        MqttServer running = server;
        return running == null ? 0 : running.actualPort();
    }

    MqttConfig config() {
        return config;
    }

    Reception reception() {
        return reception;
    }

    MessageBudget budget() {
        return budget;
    }

    MqttMetrics metrics() {
        return metrics;
    }

    Sessions sessions() {
        return sessions;
    }

    /// Its session stays as long as the client asked; a device that is gone without a goodbye is told to who listens.
    /// Where ingest goes, its devices do not: they find another instance.
    void left(Connection connection, Optional<DeviceId> will, boolean saidGoodbye) {
        metrics.left();
        sessions.left(connection.key(), connection, connection.lasting(), clock.instant());
        if (will.isPresent() && !saidGoodbye && !closing) {
            metrics.offline();
            reception.offline().gone(will.get(), connection.openedAt());
            LOGGER.info("device offline: deviceId={}", will.get().value());
            sessions.listening(connection.sender(), Kind.STATUS, will.get())
                    .forEach(listener -> listener.tell(Kind.STATUS, will.get(), OFFLINE));
        }
    }

    /// On an event loop: an authenticator may wait.
    private void connecting(MqttEndpoint endpoint) {
        Thread.ofVirtual().name("vigil-mqtt-connect").start(() -> {
            try {
                admit(endpoint);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IllegalStateException | IllegalArgumentException e) { // what Vert.x says of a closed connection
                LOGGER.debug("the connection has ended meanwhile");
            }
        });
    }

    private void admit(MqttEndpoint endpoint) throws InterruptedException {
        boolean version5 = endpoint.protocolVersion() >= Replies.MQTT_5;
        switch (authenticator.authenticate(shown(endpoint))) {
            case Accepted accepted -> accept(endpoint, accepted);
            case Authentication.Refused(Duration pause) -> {
                Thread.sleep(pause);
                endpoint.reject(version5 ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                        : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
            }
            case Authentication.NotNow ignored -> endpoint.reject(unavailable(version5));
        }
    }

    private void accept(MqttEndpoint endpoint, Accepted accepted) {
        if (metrics.connected() > config.mostConnections()) {
            metrics.left();
            endpoint.reject(unavailable(endpoint.protocolVersion() >= Replies.MQTT_5));
            return;
        }
        Connection connection = new Connection(endpoint, accepted, clock.instant(), this,
                new InOrder(reception, (draft, receipt) -> reception.check(draft, receipt, clock.instant()), parser,
                        clock, Connection.MOST_TIMES_ANNOUNCED * config.mostInFlight()));
        Sessions.Opened opened = sessions.open(connection.key(), connection, endpoint.isCleanSession(),
                clock.instant());
        if (opened.displaced() != null) {
            opened.displaced().end(MqttDisconnectReasonCode.SESSION_TAKEN_OVER);
        }
        try {
            connection.listen();
            connection.will().ifPresent(device -> reception.offline().connected(device, connection.openedAt()));
            endpoint.accept(opened.present(), endpoint.protocolVersion() >= Replies.MQTT_5 ? offered(connection)
                    : MqttProperties.NO_PROPERTIES);
        } catch (IllegalStateException | IllegalArgumentException e) {
            connection.closed(); // Vert.x tells nobody of a connection that ended before anybody listened
            throw e;
        }
    }

    private static MqttConnectReturnCode unavailable(boolean version5) {
        return version5 ? MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5
                : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
    }

    /// What a client of version 5 may do here.
    private MqttProperties offered(Connection connection) {
        MqttProperties offered = new MqttProperties();
        if (connection.assignsName()) {
            offered.add(new MqttProperties.StringProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER,
                    connection.key().client()));
        }
        offered.add(new MqttProperties.IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, config.mostInFlight()));
        offered.add(new MqttProperties.IntegerProperty(MqttProperties.MAXIMUM_PACKET_SIZE, config.mostMessageBytes()));
        offered.add(new MqttProperties.IntegerProperty(MqttProperties.RETAIN_AVAILABLE, 0));
        offered.add(new MqttProperties.IntegerProperty(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0));
        offered.add(new MqttProperties.IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
        return offered;
    }

    private static Shown shown(MqttEndpoint endpoint) {
        String username = endpoint.auth() == null ? null : endpoint.auth().getUsername();
        String password = endpoint.auth() == null ? null : endpoint.auth().getPassword();
        return new Shown(address(endpoint.remoteAddress().hostAddress()), username, password,
                certificate(endpoint.isSsl() ? endpoint.sslSession() : null));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a connection comes from an address", e);
        }
    }

    private static @Nullable X509Certificate certificate(@Nullable SSLSession session) {
        try {
            return session != null && session.getPeerCertificates()[0] instanceof X509Certificate leaf ? leaf : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static MqttServerOptions options(MqttConfig config, @Nullable ServerTls tls) {
        MqttServerOptions options = new MqttServerOptions().setHost(config.host()).setPort(config.port())
                .setAutoClientId(false).setMaxMessageSize(config.mostMessageBytes())
                .setTimeoutOnConnect(CONNECT_WITHIN_SECONDS);
        if (tls != null) {
            options.setSsl(true).setKeyCertOptions(KeyCertOptions.wrap(tls.keyManager()));
            if (tls.asksForClientCertificates()) {
                options.setTrustOptions(TrustOptions.wrap(tls.trustManager())).setClientAuth(ClientAuth.REQUEST);
            }
        }
        return options;
    }

    /// Clients are told to go; what they have not heard acknowledged they send to the next instance.
    @Override
    public void close() {
        closing = true;
        sessions.connections().forEach(each -> each.end(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
