/// How domain values travel: every topic as a typed constant, with the codecs of its keys and values. The only place a
/// topic's name is spelt.
@NullMarked
package dev.vigil.wire;

import org.jspecify.annotations.NullMarked;
