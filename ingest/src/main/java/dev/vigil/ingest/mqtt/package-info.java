/// The MQTT door: devices connect to ingest itself and publish to `vigil/{deviceId}/readings`. A message is
/// acknowledged when Kafka has it, in the order of its connection.
@NullMarked
package dev.vigil.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
