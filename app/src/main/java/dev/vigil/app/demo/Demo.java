package dev.vigil.app.demo;

import dev.vigil.app.client.CareTeamClient;
import dev.vigil.app.client.IngestClient;
import dev.vigil.app.client.PushCount;
import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.house.House;
import dev.vigil.app.house.Services;
import dev.vigil.app.house.WholeHouse;
import dev.vigil.app.reconcile.LedgerReport;
import dev.vigil.app.reconcile.Reconciliation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The demo: the whole house, a ward that lives in it, and lines for the person who watches.
public final class Demo {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(30);

    private final DemoOptions options;
    private final VigilConfig config;
    private final InstantSource clock;
    private final Consumer<String> line;
    private final PushCount pushed = new PushCount();
    private @Nullable WholeHouse whole;
    private @Nullable WardSimulation simulation;
    private @Nullable RecordingPlayer player;

    public Demo(DemoOptions options, VigilConfig config, InstantSource clock, Consumer<String> line) {
        this.options = options;
        this.config = config;
        this.clock = clock;
        this.line = line;
    }

    /// Returns when the ward is alive; closing the house ends everything.
    public void start(House house) throws InterruptedException {
        line.accept("Starting a Kafka broker and the services …");
        WholeHouse opened = WholeHouse.open(new Services(house, config, clock), config,
                page -> line.accept("Care-team page  " + page));
        whole = opened;
        line.accept("Readings        " + opened.ingest() + "/v1/readings");
        house.open("the alert ticker", () -> AlertTicker.start(opened.kafka(), line));
        if (options.patients() > 0) {
            simulation = startWard(house, opened);
        }
        if (!options.recordings().isEmpty()) {
            player = house.open("the recordings", () -> RecordingPlayer.start(options, opened, clock, line));
        }
    }

    /// Stops pushing, waits for what is on its way, and tells whether all of it is accounted for.
    public boolean settle() throws InterruptedException, ExecutionException {
        if (simulation != null) {
            simulation.close();
        }
        if (player != null) {
            player.close();
        }
        if (whole == null) {
            return false;
        }
        line.accept("Simulated devices pushed %,d readings, %,d refused, %,d not delivered".formatted(
                pushed.accepted(), pushed.rejected(), pushed.failed()));
        LedgerReport report = Reconciliation.of(whole.kafka()).settle(SETTLE_WITHIN);
        report.lines().forEach(line);
        return report.isBalanced();
    }

    private WardSimulation startWard(House house, WholeHouse opened) throws InterruptedException {
        List<HomePatient> ward = Ward.of(options.patients(), options.seed());
        try (CareTeamClient careTeam = new CareTeamClient(opened.careTeam())) {
            WardEnrolment.enrol(ward, careTeam, clock.instant());
        }
        line.accept("%d patients at home, their time runs %s times as fast".formatted(ward.size(),
                Double.toString(options.wardSpeed()).replaceFirst("\\.0$", "")));
        IngestClient ingest = house.open("the devices' connections",
                () -> new IngestClient(opened.ingest(), PATIENCE, pushed));
        WardSimulation started = house.open("the ward",
                () -> new WardSimulation(ingest, clock, options.wardSpeed()));
        started.start(ward);
        return started;
    }
}
