package dev.vigil.wire.state;

import dev.vigil.domain.admission.DeviceClock;
import dev.vigil.domain.admission.DeviceState;
import dev.vigil.domain.admission.Weighing;
import dev.vigil.domain.device.Assignment;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import java.util.ArrayList;
import java.util.List;

/// What admission keeps of a device.
public final class DeviceStateCodec implements StateCodec<DeviceState> {

    private static final int VERSION = 3;

    @Override
    public byte[] encode(DeviceState state) {
        StateWriter writer = StateWriter.version(VERSION).count(state.parked());
        DeviceClock clock = state.clock();
        writer.durationOrNone(clock.smallest()).duration(clock.first()).count(clock.agreeing()).instant(clock.since())
                .instant(clock.last());
        writer.count(state.assignments().size());
        state.assignments().forEach(assignment -> writer.text(assignment.patientId().value())
                .instant(assignment.from()).instantOrNone(assignment.to()).oneByte(user(assignment)));
        writer.count(state.weighings().size());
        state.weighings()
                .forEach(weighing -> writer.instant(weighing.takenAt()).text(weighing.readingId().value()));
        return writer.toBytes();
    }

    private static int user(Assignment assignment) {
        return AdmittedReadingBlock.user(assignment.user());
    }

    @Override
    public DeviceState decode(byte[] bytes) {
        StateReader reader = StateReader.upTo(VERSION, bytes);
        int parked = reader.count();
        DeviceClock clock = new DeviceClock(reader.spanOrNone(), reader.span(), reader.count(), reader.time(),
                reader.time());
        int count = reader.parts();
        List<Assignment> assignments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            assignments.add(new Assignment(new PatientId(reader.text()), reader.instant(), reader.instantOrNone(),
                    reader.version() < 3 ? null : AdmittedReadingBlock.user(reader)));
        }
        List<Weighing> weighings = new ArrayList<>();
        int weighed = reader.version() == 1 ? 0 : reader.parts(); // the first knew of no weighings
        for (int i = 0; i < weighed; i++) {
            weighings.add(new Weighing(reader.time(), new ReadingId(reader.text())));
        }
        return new DeviceState(assignments, clock, parked, weighings);
    }
}
