package dev.vigil.app;

import dev.vigil.app.command.VigilCommand;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Entry point of every `./vigil` command.
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(VigilCommand.run(arguments));
    }
}
