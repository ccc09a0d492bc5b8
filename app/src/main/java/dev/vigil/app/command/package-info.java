/// The command line: what each command takes, and how mistakes and failures are told.
@NullMarked
package dev.vigil.app.command;

import org.jspecify.annotations.NullMarked;
