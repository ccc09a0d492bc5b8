/// The ledger: proves from the topics themselves that every accepted measurement is accounted for.
@NullMarked
package dev.vigil.app.reconcile;

import org.jspecify.annotations.NullMarked;
