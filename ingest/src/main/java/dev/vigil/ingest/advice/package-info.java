/// What a reply tells the patient to do, in words the device can show.
@NullMarked
package dev.vigil.ingest.advice;

import org.jspecify.annotations.NullMarked;
