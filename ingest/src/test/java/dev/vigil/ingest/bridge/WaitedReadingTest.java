package dev.vigil.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.reading.Door;
import dev.vigil.ingest.check.Checked;
import dev.vigil.ingest.check.Draft;
import dev.vigil.ingest.check.Receipt;
import dev.vigil.ingest.check.Scalar;
import dev.vigil.ingest.check.Sender;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitedReadingTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T07:00:00Z");
    private static final Instant LAST_NIGHT = Instant.parse("2026-11-22T23:00:00Z");

    @Test
    void shouldCountFromTheTimeOfSendingAndNotOfReceipt() {
        assertThat(check(null, "PT5M", LAST_NIGHT)).isInstanceOfSatisfying(Checked.Accepted.class, accepted -> {
            assertThat(accepted.reading().takenAt()).isEqualTo(Instant.parse("2026-11-22T22:55:00Z"));
            assertThat(accepted.reading().takenAgo()).isNull();
            assertThat(accepted.reading().receivedAt()).isEqualTo(MORNING);
        });
    }

    @Test
    void shouldNotTakeAReadingOfLastNightForOneOfNow() {
        assertThat(check(null, "PT5M", null)).isInstanceOfSatisfying(Checked.Rejected.class,
                rejected -> assertThat(rejected.refusal().field()).isEqualTo("takenAgo"));
    }

    @Test
    void shouldLeaveATimeOfTheDevicesOwnAlone() {
        assertThat(check("2026-11-22T22:55:00Z", null, null)).isInstanceOfSatisfying(Checked.Accepted.class,
                accepted -> assertThat(accepted.reading().takenAt()).isEqualTo("2026-11-22T22:55:00Z"));
    }

    private static Checked check(@Nullable String takenAt, @Nullable String takenAgo, @Nullable Instant sentAt) {
        Draft draft = new Draft(new Scalar.Text("cuff-1"), null, text(takenAt), text(takenAgo),
                List.of(new Draft.OfMeasurement(new Scalar.Text("heart-rate"),
                        new Scalar.Number(BigDecimal.valueOf(71)),
                        new Scalar.Text("/min"))),
                null, null, null);
        return WaitedReading.check(draft, new Receipt(MORNING, sentAt, Sender.ANYONE, Door.MQTT));
    }

    private static @Nullable Scalar text(@Nullable String value) {
        return value == null ? null : new Scalar.Text(value);
    }
}
