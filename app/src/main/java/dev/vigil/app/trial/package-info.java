/// Tries plans over the recorded past with the deciders that run in the stream.
@NullMarked
package dev.vigil.app.trial;

import org.jspecify.annotations.NullMarked;
