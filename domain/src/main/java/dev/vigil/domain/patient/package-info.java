/// Patients by pseudonym, with dated settings: who set what from when.
@NullMarked
package dev.vigil.domain.patient;

import org.jspecify.annotations.NullMarked;
