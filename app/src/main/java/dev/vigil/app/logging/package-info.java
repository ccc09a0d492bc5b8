/// How the log is written so that it never holds patient data.
@NullMarked
package dev.vigil.app.logging;

import org.jspecify.annotations.NullMarked;
