/// What all doors share: a draft and its sender in; an accepted reading in Kafka or a refusal out, counted once.
@NullMarked
package dev.vigil.ingest.reception;

import org.jspecify.annotations.NullMarked;
