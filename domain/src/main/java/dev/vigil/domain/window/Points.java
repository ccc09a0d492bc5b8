package dev.vigil.domain.window;

import java.util.Optional;
import java.util.OptionalLong;

/// The points that are left when one is taken out of a pane, as far as they are known one by one. What is not known is
/// empty: the pane then keeps what it had, as a bound.
public interface Points {

    Points UNKNOWN = new Points() {
        @Override
        public Optional<Point> first(long fromMillis, long toMillis) {
            return Optional.empty();
        }

        @Override
        public Optional<Point> last(long fromMillis, long toMillis) {
            return Optional.empty();
        }

        @Override
        public OptionalLong least(long fromMillis, long toMillis, long count) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong greatest(long fromMillis, long toMillis, long count) {
            return OptionalLong.empty();
        }
    };

    /// Of `[fromMillis, toMillis)`.
    Optional<Point> first(long fromMillis, long toMillis);

    Optional<Point> last(long fromMillis, long toMillis);

    /// @param count how many there must be; empty where it is another number that is known
    OptionalLong least(long fromMillis, long toMillis, long count);

    /// @param count how many there must be; empty where it is another number that is known
    OptionalLong greatest(long fromMillis, long toMillis, long count);
}
