/// The alert a care team works on: a sealed lifecycle over signals and commands.
@NullMarked
package dev.vigil.domain.alert;

import org.jspecify.annotations.NullMarked;
