/// The live stream: what changes, told to every browser that watches, from wherever it stopped listening.
@NullMarked
package dev.vigil.alerts.live;

import org.jspecify.annotations.NullMarked;
