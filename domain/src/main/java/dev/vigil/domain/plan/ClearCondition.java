package dev.vigil.domain.plan;

import java.time.Duration;

/// When a threshold's violation has ended: back inside the limit with some distance, for a time.
public record ClearCondition(Limit limit, Duration sustainedFor) {
}
