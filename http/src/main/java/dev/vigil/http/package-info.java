/// What every service's HTTP edge shares: a server on virtual threads, problems as RFC 9457 says, health, metrics and
/// the access token. Routes belong to the services.
@NullMarked
package dev.vigil.http;

import org.jspecify.annotations.NullMarked;
