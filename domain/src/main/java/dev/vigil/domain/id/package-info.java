/// Identifiers, validated once: whoever holds one holds a legal one.
@NullMarked
package dev.vigil.domain.id;

import org.jspecify.annotations.NullMarked;
