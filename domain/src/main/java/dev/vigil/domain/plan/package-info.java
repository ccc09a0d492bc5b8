/// Care plans: named rules that say when to warn.
@NullMarked
package dev.vigil.domain.plan;

import org.jspecify.annotations.NullMarked;
