/// SMART Backend Services: how the exporter proves to a FHIR server's authorization server who it is, by signed
/// assertions, and what it is given in return.
@NullMarked
package dev.vigil.fhir.auth;

import org.jspecify.annotations.NullMarked;
