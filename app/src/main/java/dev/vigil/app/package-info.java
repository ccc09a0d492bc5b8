/// The program: from the command line to running services.
@NullMarked
package dev.vigil.app;

import org.jspecify.annotations.NullMarked;
