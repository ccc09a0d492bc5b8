package dev.vigil.fhir.json;

import ca.uhn.fhir.model.api.annotation.Child;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/// What a class of the model can hold, found out once.
final class Shape {

    private static final String ID = "id";

    private final List<Member> members;

    private Shape(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /// The members of a class and of those above it, without a resource's id, which is written apart.
    static Shape of(Class<?> type) {
        List<Member> members = new ArrayList<>();
        for (Class<?> each = type; each != Base.class && each != Object.class; each = each.getSuperclass()) {
            List<Member> own = new ArrayList<>();
            for (Field field : each.getDeclaredFields()) {
                Child child = field.getAnnotation(Child.class);
                if (child != null && !(each == Resource.class && child.name().equals(ID))) {
                    own.add(Member.of(field, child.name()));
                }
            }
            members.addAll(0, own);
        }
        return new Shape(members);
    }

    List<Member> members() {
        return members;
    }

    /// One field.
    ///
    /// @param shadow where ids and extensions of a primitive go
    /// @param names of a field of several types, by class
    record Member(Field field, String name, String shadow, @Nullable Map<Class<?>, Member> names) {

        static Member of(Field field, String child) {
            String name = child.replace("[x]", "");
            field.setAccessible(true);
            return new Member(field, name, "_" + name,
                    field.getType() == Type.class ? new ConcurrentHashMap<>() : null);
        }

        @Nullable
        Object in(Base base) {
            try {
                return field.get(base);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("it was made accessible", e);
            }
        }

        /// As it is called where it holds this value: `valueQuantity`.
        Member holding(Object value) {
            return names == null ? this : names.computeIfAbsent(value.getClass(), type -> named((Base) value));
        }

        private Member named(Base value) {
            String type = value.fhirType();
            String full = name + Character.toUpperCase(type.charAt(0)) + type.substring(1);
            return new Member(field, full, "_" + full, null);
        }
    }

    /// Whether there is nothing to write of a member's value.
    static boolean isNothing(Object value) {
        return switch (value) {
            case Collection<?> several -> several.isEmpty();
            case PrimitiveType<?> primitive -> !primitive.hasValue() && !hasShadow(primitive);
            case Base base -> base.isEmpty();
            default -> false;
        };
    }

    static boolean hasShadow(PrimitiveType<?> primitive) {
        return ((Element) primitive).hasExtension() || ((Element) primitive).hasId();
    }
}
