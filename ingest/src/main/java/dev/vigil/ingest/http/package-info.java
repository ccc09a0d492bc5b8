/// The HTTP door: `POST /v1/readings`, `GET /v1/time`, and their description.
@NullMarked
package dev.vigil.ingest.http;

import org.jspecify.annotations.NullMarked;
