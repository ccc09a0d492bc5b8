package dev.vigil.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version as the build wrote it.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream text = Version.class.getResourceAsStream("/version.properties")) {
            properties.load(text);
        }
        return new String[] {"vigil " + properties.getProperty("version") + ", Java " + Runtime.version()};
    }
}
