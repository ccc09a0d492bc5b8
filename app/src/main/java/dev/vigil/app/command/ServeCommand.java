package dev.vigil.app.command;

import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.house.House;
import dev.vigil.app.house.Services;
import dev.vigil.app.house.WholeHouse;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "One-machine production: a broker in this process, durable under --data, and all services.",
    "Stop and start again: nothing is lost."})
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        VigilConfig config = options.resolve();
        PrintWriter out = spec.commandLine().getOut();
        try (House house = new House(); Closing closing = Closing.onSignal(house)) {
            WholeHouse whole = WholeHouse.open(new Services(house, config, InstantSource.system()), config,
                    page -> {});
            out.println("Care-team page  " + whole.careTeam());
            out.println("Readings        " + whole.ingest() + "/v1/readings");
            out.println("Kafka           " + whole.kafka().bootstrapServers());
            out.println("Storage         " + config.store().directory().toAbsolutePath());
            out.println("Ready. Stop with Ctrl-C.");
            out.flush();
            closing.await();
        }
        return 0;
    }
}
