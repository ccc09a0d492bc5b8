/// Creates the topics and tells where existing ones differ from what the pipeline relies on.
@NullMarked
package dev.vigil.app.topics;

import org.jspecify.annotations.NullMarked;
