/// The bytes of Bluetooth's health characteristics as drafts of readings, and the door for them.
@NullMarked
package dev.vigil.ingest.gatt;

import org.jspecify.annotations.NullMarked;
