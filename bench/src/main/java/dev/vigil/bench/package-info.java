/// Micro-benchmarks of the pure deciders: what one reading costs. Run with `org.openjdk.jmh.Main`.
@NullMarked
package dev.vigil.bench;

import org.jspecify.annotations.NullMarked;
