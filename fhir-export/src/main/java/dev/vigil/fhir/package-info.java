/// Exports to an EHR, or to files, what the pipeline admitted and found.
///
/// What the ledger may rely on: the group [dev.vigil.fhir.FhirExport#GROUP] commits offsets on `vitals.observations`.
/// Every measurement of a record below the committed offset of its partition is in the sink or, for good, on
/// `vitals.fhir.failed`, and that failure was on all in-sync replicas before the offset moved. A failure names its
/// source (topic, partition, offset) and the resource's id, and may stand there more than once after a crash: count
/// each (source, resource id) once. [dev.vigil.fhir.mapping.ResourceIds#ofVital] tells which measurement of the source
/// record a resource shows; a failure without a resource id is a record that could not be read at all. Records at or
/// above the committed offset are pending; some of them may already be in the sink. A measurement that goes out as one
/// of the samples of its hour is in the sink as soon as that hour's summary is, by the group of `vitals.summaries`.
@NullMarked
package dev.vigil.fhir;

import org.jspecify.annotations.NullMarked;
