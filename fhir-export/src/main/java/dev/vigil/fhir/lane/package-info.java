/// From topics to sink: one lane per topic, each a consumer whose offset moves only past what is done.
@NullMarked
package dev.vigil.fhir.lane;

import org.jspecify.annotations.NullMarked;
