/// A ward of simulated patients at home: seeded physiology that is a pure function of time, and devices that push it
/// through the real ingest, with the faults that real devices have.
@NullMarked
package dev.vigil.app.demo;

import org.jspecify.annotations.NullMarked;
