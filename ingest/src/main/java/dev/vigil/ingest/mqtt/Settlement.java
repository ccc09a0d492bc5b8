package dev.vigil.ingest.mqtt;

import dev.vigil.ingest.check.Checked;
import java.util.List;

/// What became of a message.
public sealed interface Settlement {

    /// Kafka has the accepted ones of its readings.
    record Taken(List<Checked> readings) implements Settlement {

        public Taken {
            readings = List.copyOf(readings);
        }
    }

    /// No reading could be told from the next.
    record Unreadable(String detail) implements Settlement {
    }
}
