/// The MQTT door at a site's own broker: ingest subscribes there, and acknowledges to the broker what Kafka has.
@NullMarked
package dev.vigil.ingest.bridge;

import org.jspecify.annotations.NullMarked;
