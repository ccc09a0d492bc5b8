/// The embedded broker: an ordinary Kafka in this process, durable, on loopback. The same class for product and tests.
@NullMarked
package dev.vigil.broker;

import org.jspecify.annotations.NullMarked;
