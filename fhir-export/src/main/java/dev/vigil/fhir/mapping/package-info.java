/// What the pipeline knows, as FHIR R4 resources: pure functions, one mapper per resource, each call a new resource.
///
/// Vital signs claim the R4 profile of their kind in `meta.profile`, because validators and servers do not apply it by
/// code alone. What R4's profiles forbid (a flow in L/min, statistics, a period) claims none.
@NullMarked
package dev.vigil.fhir.mapping;

import org.jspecify.annotations.NullMarked;
