/// Benchmarks of the whole pipeline on the machine they run on: a claim is a command.
@NullMarked
package dev.vigil.app.bench;

import org.jspecify.annotations.NullMarked;
