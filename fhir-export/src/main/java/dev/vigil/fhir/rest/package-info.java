/// Delivery to a FHIR server: batches of PUT by id; a pure decider says what each answer means, the rest is thin.
@NullMarked
package dev.vigil.fhir.rest;

import org.jspecify.annotations.NullMarked;
