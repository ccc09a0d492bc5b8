/// A gateway's first day against an ingest, for the vendor who integrates: what holds there, and what to change.
@NullMarked
package dev.vigil.app.gateway;

import org.jspecify.annotations.NullMarked;
