package dev.vigil.wire.json;

import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.alert.AlertCommand;
import dev.vigil.domain.alert.Notification;
import dev.vigil.domain.alert.Recipient;
import dev.vigil.domain.current.CurrentVital;
import dev.vigil.domain.current.RuleStatus;
import dev.vigil.domain.id.DeviceId;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.id.ReadingId;
import dev.vigil.domain.id.RecipientId;
import dev.vigil.domain.patient.Patient;
import dev.vigil.domain.plan.Plan;
import dev.vigil.domain.plan.Priority;
import dev.vigil.domain.plan.RuleKind;
import dev.vigil.domain.reading.Door;
import dev.vigil.domain.reading.Doubt;
import dev.vigil.domain.reading.Measurement;
import dev.vigil.domain.reading.MeasurementStatus;
import dev.vigil.domain.reading.ObservationStatus;
import dev.vigil.domain.reading.Quarantine;
import dev.vigil.domain.reading.QuarantineReason;
import dev.vigil.domain.reading.Reading;
import dev.vigil.domain.reading.ReadingOutcome;
import dev.vigil.domain.reading.Retraction;
import dev.vigil.domain.score.ScoreBand;
import dev.vigil.domain.score.ScoreName;
import dev.vigil.domain.signal.Evidence;
import dev.vigil.domain.signal.SignalState;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.domain.window.Summary;
import dev.vigil.domain.window.WindowLength;
import dev.vigil.wire.plan.PlanJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/// How each domain type is spelt in JSON where its record alone does not say it.
final class DomainModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    DomainModule() {
        super("vigil-domain");
        text(DeviceId.class, DeviceId::value, DeviceId::new);
        text(PatientId.class, PatientId::value, PatientId::new);
        text(ReadingId.class, ReadingId::value, ReadingId::new);
        text(Instant.class, Instants::format, Instants::parse);
        text(Duration.class, Duration::toString, Instants::parseDuration);
        text(LocalDate.class, LocalDate::toString, Instants::parseDate);
        text(WindowLength.class, window -> window.length().toString(),
                text -> new WindowLength(Instants.parseDuration(text)));
        code(Vital.class, Vital::key);
        code(Door.class, door -> door.name().toLowerCase(Locale.ROOT));
        code(ObservationStatus.class, ObservationStatus::code);
        code(Doubt.class, Doubt::code);
        code(MeasurementStatus.class, MeasurementStatus::code);
        code(QuarantineReason.class, QuarantineReason::code);
        code(ReadingOutcome.Fate.class, ReadingOutcome.Fate::code);
        code(ReadingOutcome.Retracted.class, ReadingOutcome.Retracted::code);
        code(Priority.class, Priority::code);
        code(RuleKind.class, RuleKind::code);
        code(ScoreName.class, ScoreName::key);
        code(ScoreBand.class, ScoreBand::code);
        code(SignalState.class, SignalState::code);
        code(RuleStatus.State.class, RuleStatus.State::code);
        notifications();
        values();
        setMixInAnnotation(Reading.class, Mixins.OfReading.class);
        setMixInAnnotation(CurrentVital.class, Mixins.WithUnit.class);
        setMixInAnnotation(Evidence.class, Mixins.WithUnit.class);
        setMixInAnnotation(Summary.class, Mixins.OfSummary.class);
        setMixInAnnotation(ReadingOutcome.OfMeasurement.class, Mixins.OfOutcome.class);
        shape(Measurement.class, MeasurementJson.class, MeasurementJson::of, MeasurementJson::toMeasurement);
        shape(Patient.class, PatientJson.class, PatientJson::of, PatientJson::toPatient);
        shape(Alert.class, AlertJson.class, AlertJson::of, AlertJson::toAlert);
        shape(AlertCommand.class, AlertCommandJson.class, AlertCommandJson::of, AlertCommandJson::toCommand);
        shape(Quarantine.class, QuarantineJson.class, QuarantineJson::of, QuarantineJson::toQuarantine);
        shape(Retraction.class, RetractionJson.class, RetractionJson::of, RetractionJson::toRetraction);
        addSerializer(Plan.class, PlanJson.serializer());
        addDeserializer(Plan.class, PlanJson.deserializer());
    }

    private void notifications() {
        text(RecipientId.class, RecipientId::value, RecipientId::new);
        code(Notification.Channel.class, Notification.Channel::code);
        code(Notification.Outcome.class, Notification.Outcome::code);
        code(Notification.Reason.class, Notification.Reason::code);
        code(Recipient.Kind.class, Recipient.Kind::code);
    }

    private void values() {
        addSerializer(RawValue.class, Values.rawSerializer());
        addDeserializer(RawValue.class, Values.rawDeserializer());
        addSerializer(MeasuredValue.class, Values.measuredSerializer());
        addDeserializer(MeasuredValue.class, Values.measuredDeserializer());
    }

    private <T> void text(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, new TextSerializer<>(type, write));
        addDeserializer(type, new TextDeserializer<>(type, read));
    }

    private <E extends Enum<E>> void code(Class<E> type, Function<E, String> codeOf) {
        text(type, codeOf, text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> codeOf.apply(constant).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is none of the known codes")));
    }

    private <T, J> void shape(Class<T> type, Class<J> json, Function<T, J> write, Function<J, T> read) {
        addSerializer(type, new ShapeSerializer<>(type, write));
        addDeserializer(type, new ShapeDeserializer<>(type, json, read));
    }
}
