/// Plan files: YAML or JSON to a [dev.vigil.domain.plan.Plan], or every problem with line, field and reason.
@NullMarked
package dev.vigil.wire.plan;

import org.jspecify.annotations.NullMarked;
