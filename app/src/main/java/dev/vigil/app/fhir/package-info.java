/// What a person does about the FHIR export: see what the server refused, send it again, compare the server with Kafka.
@NullMarked
package dev.vigil.app.fhir;

import org.jspecify.annotations.NullMarked;
