/// From home devices to `vitals.readings`: what is acknowledged is stored. May use domain, wire and http.
@NullMarked
package dev.vigil.ingest;

import org.jspecify.annotations.NullMarked;
