/// The worklist: who needs a person first, in one row each. Pure; imports nothing but the domain.
@NullMarked
package dev.vigil.alerts.worklist;

import org.jspecify.annotations.NullMarked;
