/// Mapping templates: how a vendor's JSON becomes readings, written as YAML or JSON and checked as a whole.
@NullMarked
package dev.vigil.wire.mapping;

import org.jspecify.annotations.NullMarked;
