/// Any other JSON through a mapping template: templates by name, messages to drafts of readings, and the door for both.
@NullMarked
package dev.vigil.ingest.mapping;

import org.jspecify.annotations.NullMarked;
