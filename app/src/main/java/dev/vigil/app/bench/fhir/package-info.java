/// What the exporter costs: encoding beside HAPI's own, and backlogs that drain.
@NullMarked
package dev.vigil.app.bench.fhir;

import org.jspecify.annotations.NullMarked;
