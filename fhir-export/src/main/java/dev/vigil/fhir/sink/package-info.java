/// What leaves, whatever it leaves to: encoded resources with the record they came from, and the promise a sink makes.
@NullMarked
package dev.vigil.fhir.sink;

import org.jspecify.annotations.NullMarked;
