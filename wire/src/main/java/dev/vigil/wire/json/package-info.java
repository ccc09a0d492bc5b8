/// JSON at every edge: one mapper that knows the domain's types, exact decimals and strict instants.
@NullMarked
package dev.vigil.wire.json;

import org.jspecify.annotations.NullMarked;
