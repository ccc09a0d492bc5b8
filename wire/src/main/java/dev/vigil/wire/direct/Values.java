package dev.vigil.wire.direct;

import dev.vigil.domain.vital.Consciousness;
import dev.vigil.domain.vital.MeasuredValue;
import dev.vigil.domain.vital.RawValue;
import dev.vigil.domain.vital.Vital;
import dev.vigil.wire.direct.JsonSpan.Unusual;

/// Numbers and codes, as devices write them and as values of record.
final class Values {

    private Values() {
    }

    static void raw(JsonBytes json, RawValue value) {
        json.name(Names.VALUE);
        switch (value) {
            case RawValue.Decimal decimal -> json.number(decimal.value());
            case RawValue.Text text -> json.text(text.value());
        }
    }

    static RawValue raw(JsonSpan json) throws Unusual {
        json.require(Names.VALUE);
        return json.isText() ? new RawValue.Text(json.text()) : new RawValue.Decimal(json.decimal());
    }

    static void measured(JsonBytes json, MeasuredValue value) {
        json.name(Names.VALUE);
        switch (value) {
            case MeasuredValue.Quantity quantity -> json.number(quantity.value());
            case MeasuredValue.Level level -> json.text(level.level().code());
        }
    }

    static MeasuredValue measured(JsonSpan json) throws Unusual {
        json.require(Names.VALUE);
        return json.isText()
                ? new MeasuredValue.Level(Consciousness.ofCode(json.text()).orElseThrow(Unusual::new))
                : new MeasuredValue.Quantity(json.decimal());
    }

    static Vital vital(JsonSpan json) throws Unusual {
        return Vital.ofKey(json.text(Names.VITAL)).orElseThrow(Unusual::new);
    }
}
