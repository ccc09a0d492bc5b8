package dev.vigil.app.demo;

import dev.vigil.app.demo.HomePatient.HomeDevice;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Casts the ward: the first eight patients each show one thing, the others are stable. A pure function of its seed.
final class Ward {

    private static final List<String> FIRST_NAMES = List.of("Ada", "Bruno", "Clara", "Dario", "Edith", "Fritz",
            "Greta", "Hugo", "Irma", "Jonas", "Klara", "Levin", "Marta", "Nils", "Olga", "Paul");
    private static final List<String> LAST_NAMES = List.of("Ahorn", "Birke", "Ceder", "Distel", "Eiche", "Farn",
            "Ginster", "Hasel", "Ilex", "Jasmin", "Kiefer", "Linde", "Mohn", "Nelke", "Ulme", "Weide");

    private static final Fault NONE = new Fault.None();

    private Ward() {
    }

    /// One role of the cast.
    private record Role(String id, Course course, int oxygenScale, @Nullable String plan, Fault fault,
            List<DeviceKind> more) {
    }

    private static final List<Role> CAST = List.of(
            new Role("fever", Course.SEPSIS, 1, null, NONE, List.of()),
            new Role("lungs", Course.COPD, 2, "copd", NONE, List.of()),
            new Role("heart", Course.HEART_FAILURE, 1, "heart-failure", NONE, List.of(DeviceKind.SCALE)),
            new Role("sugar", Course.NIGHT_HYPOGLYCAEMIA, 1, "diabetes", NONE, List.of(DeviceKind.GLUCOSE_SENSOR)),
            new Role("silent", Course.STABLE, 1, "watched", new Fault.FallsSilent(Duration.ofMinutes(15)), List.of()),
            new Role("clock", Course.STABLE, 1, null, new Fault.ClockAhead(Duration.ofMinutes(200)), List.of()),
            new Role("offline", Course.HEART_FAILURE, 1, null, new Fault.WasOffline(Duration.ofHours(6)), List.of()),
            new Role("calm", Course.STABLE, 1, null, NONE, List.of(DeviceKind.SCALE)));

    private static final Role EXTRA = new Role("home", Course.STABLE, 1, null, NONE, List.of());

    static List<HomePatient> of(int patients, long seed) {
        return IntStream.range(0, patients).mapToObj(number -> patient(number, seed)).toList();
    }

    private static HomePatient patient(int number, long seed) {
        Role role = number < CAST.size() ? CAST.get(number) : EXTRA;
        String id = "%s-%03d".formatted(role.id(), number + 1);
        Physiology physiology = Physiology.of(role.course(), seed + number);
        return new HomePatient(id, "MRN-%06d".formatted(700_000 + 37 * number), name(number),
                LocalDate.of(1936 + number * 7 % 40, 1 + number % 12, 1 + number % 28),
                role.oxygenScale(), role.plan(), physiology,
                devices(id, role));
    }

    private static String name(int number) {
        return FIRST_NAMES.get(number % FIRST_NAMES.size()) + " "
                + LAST_NAMES.get((number * 5 + number / FIRST_NAMES.size()) % LAST_NAMES.size());
    }

    private static List<HomeDevice> devices(String patientId, Role role) {
        List<DeviceKind> kinds = new ArrayList<>(List.of(DeviceKind.OXIMETER, DeviceKind.CUFF, DeviceKind.THERMOMETER,
                DeviceKind.QUESTIONNAIRE));
        kinds.addAll(role.more());
        return kinds.stream().map(kind -> new HomeDevice(patientId + ":" + kind.shortName(), kind, role.fault()))
                .toList();
    }
}
