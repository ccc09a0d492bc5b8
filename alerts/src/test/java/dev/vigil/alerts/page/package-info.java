/// The care-team page in a real browser, against a scripted stand-in for its API and against the real one.
@NullMarked
package dev.vigil.alerts.page;

import org.jspecify.annotations.NullMarked;
