/// Answers what the state stores know of a patient, from the instance that has them.
@NullMarked
package dev.vigil.streams.query;

import org.jspecify.annotations.NullMarked;
