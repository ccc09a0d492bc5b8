package dev.vigil.wire.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the records' own null policy: a component that is not `@Nullable` is required, and an explicit null is
/// refused like an absence. So a record read from JSON is as null-safe as one made in Java. Collections may be absent
/// (they become empty), primitives too (they become zero or false).
final class NullabilityIntrospector extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return mustBeThere(member) ? Boolean.TRUE : super.hasRequiredMarker(member);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        if (annotated instanceof AnnotatedMember member) {
            if (isCollection(member.getRawType())) {
                return JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
            }
            if (mustBeThere(member)) {
                return JsonSetter.Value.forValueNulls(Nulls.FAIL);
            }
        }
        return super.findSetterInfo(annotated);
    }

    private static boolean mustBeThere(AnnotatedMember member) {
        Class<?> type = member.getRawType();
        if (!(member instanceof AnnotatedParameter parameter) || type.isPrimitive() || isCollection(type)) {
            return false;
        }
        RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
        return components != null && parameter.getIndex() < components.length
                && !components[parameter.getIndex()].getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isCollection(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }
}
