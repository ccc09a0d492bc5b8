/// Configuration: every setting with its one default and meaning, read from defaults, file, environment and flags into
/// one tree of records, or refused with everything that is wrong.
@NullMarked
package dev.vigil.app.config;

import org.jspecify.annotations.NullMarked;
