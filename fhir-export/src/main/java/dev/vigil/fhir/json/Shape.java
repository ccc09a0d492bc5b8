package dev.vigil.fhir.json;

import ca.uhn.fhir.model.api.annotation.Child;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
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

    private final Member[] members;

    /// Reads all fields at once: one such handle is compiled to plain loads, one for each field would not be.
    private final MethodHandle reader;

    private Shape(List<Member> members) {
        this.members = members.toArray(Member[]::new);
        this.reader = reader(members);
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

    int size() {
        return members.length;
    }

    Member member(int index) {
        return members[index];
    }

    /// The fields' values, in the order of the members.
    @Nullable
    Object[] values(Base base) {
        try {
            return (@Nullable Object[]) reader.invokeExact(base);
        } catch (Throwable e) {
            throw new IllegalStateException("reading a field does not fail", e);
        }
    }

    private static MethodHandle reader(List<Member> members) {
        MethodHandle array = MethodHandles.identity(Object[].class).asCollector(Object[].class, members.size());
        MethodHandle[] getters = members.stream().map(Member::getter).toArray(MethodHandle[]::new);
        MethodHandle each = MethodHandles.filterArguments(array, 0, getters);
        return MethodHandles.permuteArguments(each, MethodType.methodType(Object[].class, Base.class),
                new int[members.size()]);
    }

    /// One field.
    ///
    /// @param quoted the name as it is written
    /// @param shadow where ids and extensions of a primitive go
    /// @param names of a field of several types, by class
    record Member(Field field, String name, byte[] quoted, byte[] shadow, @Nullable Map<Class<?>, Member> names) {

        static Member of(Field field, String child) {
            String name = child.replace("[x]", "");
            field.setAccessible(true);
            return called(field, name, field.getType() == Type.class ? new ConcurrentHashMap<>() : null);
        }

        private MethodHandle getter() {
            try {
                return MethodHandles.lookup().unreflectGetter(field)
                        .asType(MethodType.methodType(Object.class, Base.class));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("it was made accessible", e);
            }
        }

        /// As it is called where it holds this value: `valueQuantity`.
        Member holding(Object value) {
            if (names == null) {
                return this;
            }
            Member known = names.get(value.getClass());
            return known == null ? names.computeIfAbsent(value.getClass(), type -> named((Base) value)) : known;
        }

        private Member named(Base value) {
            String type = value.fhirType();
            String full = name + Character.toUpperCase(type.charAt(0)) + type.substring(1);
            return called(field, full, null);
        }

        private static Member called(Field field, String name, @Nullable Map<Class<?>, Member> names) {
            return new Member(field, name, JsonText.name(name), JsonText.name("_" + name), names);
        }
    }

    static boolean hasShadow(PrimitiveType<?> primitive) {
        return ((Element) primitive).hasExtension() || ((Element) primitive).hasId();
    }
}
