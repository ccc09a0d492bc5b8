/// The alerts stage: lifecycle, care-team API and page. Meets the other stages through topics only.
@NullMarked
package dev.vigil.alerts;

import org.jspecify.annotations.NullMarked;
