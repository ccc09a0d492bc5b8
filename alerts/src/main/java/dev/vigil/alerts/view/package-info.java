/// What a page node knows: the compacted topics and the recent observations, followed into memory.
@NullMarked
package dev.vigil.alerts.view;

import org.jspecify.annotations.NullMarked;
