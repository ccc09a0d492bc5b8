package dev.vigil.app.command;

import dev.vigil.app.config.VigilConfig;
import dev.vigil.app.topics.TopicProvisioner;
import dev.vigil.app.topics.TopicReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "topics", mixinStandardHelpOptions = true, description = {
    "Creates the topics that are missing and checks those that exist.",
    "Never alters a topic; exits 1 where one differs from what the pipeline relies on."})
final class TopicsCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        VigilConfig config = options.resolve();
        TopicReport report;
        try (TopicProvisioner provisioner = new TopicProvisioner(ExistingKafka.of(config))) {
            report = provisioner.ensure(config.topics().partitions(), config.topics().replicationFactor());
        }
        PrintWriter out = spec.commandLine().getOut();
        report.created().forEach(topic -> out.println("created " + topic));
        report.drift().forEach(drift -> out.println("differs " + drift));
        out.printf("%d topics created, %d as they should be, %d differences%n", report.created().size(),
                report.sound(), report.drift().size());
        out.flush();
        return report.drift().isEmpty() ? 0 : 1;
    }
}
