package dev.vigil.wire.direct;

import static dev.vigil.wire.direct.Names.AT;
import static dev.vigil.wire.direct.Names.DEVICE_ID;
import static dev.vigil.wire.direct.Names.ID;
import static dev.vigil.wire.direct.Names.OBSERVATION_ID;
import static dev.vigil.wire.direct.Names.PATIENT_ID;
import static dev.vigil.wire.direct.Names.QUESTIONABLE;
import static dev.vigil.wire.direct.Names.REVISION;
import static dev.vigil.wire.direct.Names.TAKEN_AT;
import static dev.vigil.wire.direct.Names.UNIT;
import static dev.vigil.wire.direct.Names.VITAL;

import dev.vigil.domain.current.CurrentPicture;
import dev.vigil.domain.current.CurrentVital;
import dev.vigil.domain.current.RuleStatus;
import dev.vigil.domain.score.Score;
import dev.vigil.domain.score.ScorePart;
import dev.vigil.wire.Codec;

/// The latest picture of a patient, with the score in it.
public final class PictureSpelling {

    private static final byte[] VITALS = JsonBytes.name("vitals");
    private static final byte[] SCORE = JsonBytes.name("score");
    private static final byte[] SCORE_REFUSAL = JsonBytes.name("scoreRefusal");
    private static final byte[] RULES = JsonBytes.name("rules");
    private static final byte[] RULE_ID = JsonBytes.name("ruleId");
    private static final byte[] STATE = JsonBytes.name("state");
    private static final byte[] SINCE = JsonBytes.name("since");
    private static final byte[] EXPLANATION = JsonBytes.name("explanation");
    private static final byte[] SCALE = JsonBytes.name("scale");
    private static final byte[] TOTAL = JsonBytes.name("total");
    private static final byte[] BAND = JsonBytes.name("band");
    private static final byte[] FLOOR = JsonBytes.name("floor");
    private static final byte[] CEILING = JsonBytes.name("ceiling");
    private static final byte[] COMPLETE = JsonBytes.name("complete");
    private static final byte[] STALE = JsonBytes.name("stale");
    private static final byte[] PARTS = JsonBytes.name("parts");
    private static final byte[] POINTS = JsonBytes.name("points");
    private static final byte[] ASSUMED = JsonBytes.name("assumed");
    private static final byte[] MISSING = JsonBytes.name("missing");

    private PictureSpelling() {
    }

    public static Codec<CurrentPicture> over(Codec<CurrentPicture> general) {
        return new Spelling<>(general, PictureSpelling::write, Spelling.unread());
    }

    public static Codec<Score> scoreOver(Codec<Score> general) {
        return new Spelling<>(general, PictureSpelling::score, Spelling.unread());
    }

    private static void write(JsonBytes json, CurrentPicture picture) {
        json.begin('{').field(PATIENT_ID, picture.patientId().value()).field(AT, picture.at()).name(VITALS).begin('[');
        for (CurrentVital each : picture.vitals()) {
            json.begin('{').field(VITAL, each.vital().key());
            Values.measured(json, each.value());
            json.field(TAKEN_AT, each.takenAt()).field(OBSERVATION_ID, each.observationId())
                    .field(DEVICE_ID, each.deviceId().value()).field(QUESTIONABLE, each.questionable())
                    .field(UNIT, each.unit()).end('}');
        }
        json.end(']');
        Score score = picture.score();
        if (score != null) {
            score(json.name(SCORE), score);
        }
        json.field(SCORE_REFUSAL, picture.scoreRefusal()).name(RULES).begin('[');
        for (RuleStatus rule : picture.rules()) {
            json.begin('{').field(RULE_ID, rule.ruleId()).field(STATE, rule.state().code())
                    .field(SINCE, rule.since()).field(EXPLANATION, rule.explanation()).end('}');
        }
        json.end(']').end('}');
    }

    private static void score(JsonBytes json, Score score) {
        json.begin('{').field(ID, score.id()).field(PATIENT_ID, score.patientId().value())
                .field(SCORE, score.score().key()).field(SCALE, score.scale()).field(TOTAL, score.total())
                .field(BAND, score.band().code()).field(FLOOR, score.floor()).field(CEILING, score.ceiling())
                .field(COMPLETE, score.complete()).field(STALE, score.stale()).field(REVISION, score.revision())
                .field(AT, score.at()).name(PARTS).begin('[');
        for (ScorePart part : score.parts()) {
            json.begin('{').field(VITAL, part.vital().key());
            Values.measured(json, part.value());
            json.field(POINTS, part.points()).field(TAKEN_AT, part.takenAt())
                    .field(OBSERVATION_ID, part.observationId()).field(ASSUMED, part.assumed()).end('}');
        }
        json.end(']').name(MISSING).begin('[');
        score.missing().forEach(vital -> json.text(vital.key()));
        json.end(']').end('}');
    }
}
