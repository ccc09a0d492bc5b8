/// Scores that are data: a table of bands that a site can bring, and what it says of a person.
@NullMarked
package dev.vigil.domain.score.table;

import org.jspecify.annotations.NullMarked;
