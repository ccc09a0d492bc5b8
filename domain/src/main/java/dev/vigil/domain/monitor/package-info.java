/// Watching one patient: observations, settings, plans and time in; summaries, scores, signals and the current picture
/// out. Pure: the same decider runs in the stream, over recorded history and in tests.
@NullMarked
package dev.vigil.domain.monitor;

import org.jspecify.annotations.NullMarked;
