package dev.vigil.domain.admission;

import static dev.vigil.domain.admission.Desk.NOON;
import static dev.vigil.domain.admission.Desk.pulse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Observation;
import dev.vigil.domain.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceClockTest {

    private static final Duration SIX_MINUTES = Duration.ofMinutes(6);

    private final Desk desk = Desk.ofAda();
    private int sent;

    @Test
    void shouldCorrectAClockAheadByTheDifferenceAtOnce() {
        send(SIX_MINUTES, Duration.ZERO);

        assertThat(last().takenAt()).isEqualTo(NOON);
        assertThat(last().deviceTakenAt()).isEqualTo(NOON.plus(SIX_MINUTES));
        assertThat(last().clockOffset()).isEqualTo(SIX_MINUTES.negated());
    }

    @Test
    void shouldCorrectAClockInTheYear2099() {
        send(Duration.between(NOON, Instant.parse("2099-01-01T00:00:00Z")), Duration.ZERO);

        assertThat(last().takenAt()).isEqualTo(NOON);
    }

    @Test
    void shouldRefuseTheYear2099AndTheYear1970WhereNothingSaysWhenItWasSent() {
        desk.receive(desk.reading("1", Instant.parse("2099-01-01T00:00:00Z"), pulse(70)));
        desk.receive(desk.reading("2", Instant.EPOCH, pulse(70)));

        assertThat(desk.quarantined).extracting(aside -> aside.reason().code()).containsExactly("future", "too-old");
    }

    @Test
    void shouldNotCorrectAMessageThatWaitedSixHours() {
        send(Duration.ZERO, Duration.ofHours(6));

        assertThat(last().takenAt()).isEqualTo(NOON.minus(Duration.ofHours(6)));
        assertThat(last().clockOffset()).isNull();
        assertThat(last().late()).isTrue();
    }

    @Test
    void shouldNotCorrectAnUploadOfAWholeNightWhoseMessagesWaitedEachItsOwnTime() {
        for (int shortest = 10; shortest < 60; shortest += 7) {
            for (int seconds = 6 * 3600; seconds >= 60 * shortest; seconds -= 20) {
                send(Duration.ZERO, Duration.ofSeconds(seconds));
            }
            desk.wait(Duration.ofHours(8));
        }

        assertThat(desk.admitted).extracting(Observation::clockOffset).containsOnlyNulls();
    }

    @Test
    void shouldCorrectAClockBehindOnceManyMessagesAgreeOverTime() {
        for (int message = 0; message < 13; message++) {
            send(SIX_MINUTES.negated(), Duration.ofMillis(200L * (message % 3)));
            desk.wait(Duration.ofMinutes(10));
        }

        assertThat(desk.admitted.getFirst().clockOffset()).isNull();
        assertThat(last().clockOffset()).isEqualTo(SIX_MINUTES);
        assertThat(last().takenAt()).isEqualTo(desk.now.minus(Duration.ofMinutes(10)));
    }

    @Test
    void shouldCorrectByTheSmallestOffsetEvenForOneThatWaited() {
        agreeOnSixMinutesBehind();

        send(SIX_MINUTES.negated(), Duration.ofHours(5));

        assertThat(last().clockOffset()).isEqualTo(SIX_MINUTES);
        assertThat(last().takenAt()).isEqualTo(desk.now.minus(Duration.ofHours(5)));
    }

    @Test
    void shouldStopCorrectingAsSoonAsTheClockIsSetRight() {
        agreeOnSixMinutesBehind();

        send(Duration.ZERO, Duration.ZERO);

        assertThat(last().clockOffset()).isNull();
        assertThat(last().takenAt()).isEqualTo(desk.now);
    }

    @Test
    void shouldLearnAnewWhenTheClockFallsFartherBehind() {
        agreeOnSixMinutesBehind();
        desk.wait(DeviceClock.FORGOTTEN_AFTER.plusHours(1));

        for (int message = 0; message < 13; message++) {
            send(SIX_MINUTES.multipliedBy(2).negated(), Duration.ZERO);
            desk.wait(Duration.ofMinutes(10));
        }

        assertThat(last().clockOffset()).isEqualTo(SIX_MINUTES.multipliedBy(2));
    }

    @Test
    void shouldTakeAClockThatIsAMinuteBehindAtItsWord() {
        for (int message = 0; message < 20; message++) {
            send(Duration.ofMinutes(-1), Duration.ZERO);
            desk.wait(Duration.ofMinutes(10));
        }

        assertThat(desk.admitted).extracting(Observation::clockOffset).containsOnlyNulls();
    }

    @Test
    void shouldCountWhatWasTakenAWhileAgoFromItsSendingAndNotFromItsReceipt() {
        sendCounted(Duration.ZERO, Duration.ofHours(6));

        assertThat(last().takenAt()).isEqualTo(NOON.minus(Duration.ofHours(6)).minusSeconds(5));
        assertThat(last().deviceTakenAt()).isNull();
        assertThat(last().late()).isTrue();
    }

    @Test
    void shouldCorrectTheClockOfASenderThatCountsForADeviceWithoutOne() {
        sendCounted(SIX_MINUTES, Duration.ZERO);
        assertThat(last().takenAt()).isEqualTo(NOON.minusSeconds(5));
        assertThat(last().clockOffset()).isEqualTo(SIX_MINUTES.negated());

        desk.wait(DeviceClock.FORGOTTEN_AFTER.plusHours(1));
        agreeOnSixMinutesBehind();
        sendCounted(SIX_MINUTES.negated(), Duration.ZERO);
        assertThat(last().takenAt()).isEqualTo(desk.now.minusSeconds(5));
    }

    @Test
    void shouldCountFromReceiptWhereNothingElseIsKnown() {
        desk.receive(desk.counted("1", Duration.ofSeconds(5), pulse(70)));

        assertThat(last().takenAt()).isEqualTo(NOON.minusSeconds(5));
        assertThat(last().clockOffset()).isNull();
    }

    private void agreeOnSixMinutesBehind() {
        for (int message = 0; message < 13; message++) {
            send(SIX_MINUTES.negated(), Duration.ZERO);
            desk.wait(Duration.ofMinutes(10));
        }
    }

    /// Taken and sent at once by a clock that is ahead by so much, received after it waited.
    private void send(Duration ahead, Duration waited) {
        Instant byItsClock = desk.now.minus(waited).plus(ahead);
        desk.receive(new Reading(Desk.CUFF, new ReadingId("m" + sent++), byItsClock, null, List.of(pulse(70)), null,
                null, byItsClock, desk.now, null, Door.HTTP));
    }

    /// Taken five seconds before it was sent, by a device without a clock.
    private void sendCounted(Duration ahead, Duration waited) {
        desk.receive(new Reading(Desk.CUFF, new ReadingId("m" + sent++), null, Duration.ofSeconds(5),
                List.of(pulse(70)), null, null, desk.now.minus(waited).plus(ahead), desk.now, null, Door.HTTP));
    }

    private Observation last() {
        return desk.admitted.getLast();
    }
}
