/// TLS of every door: from files that an operator renews while the service runs.
@NullMarked
package dev.vigil.http.tls;

import org.jspecify.annotations.NullMarked;
