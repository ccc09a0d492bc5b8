package dev.vigil.alerts.worklist;

import dev.vigil.domain.alert.Alert;
import dev.vigil.domain.id.PatientId;
import dev.vigil.domain.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A gateway that is silent, told once instead of once for each of its patients.
///
/// A patient's silence is the gateway's where the gateway, too, had been quiet for at least half of it when it was
/// found, and nothing came through it afterwards. Two such patients make it a gateway's: a dead sensor has one.
///
/// @param since when something last came through it, as far as that is known
/// @param patients whose silence it explains
/// @param alerts that say nothing else; nobody needs to hear of them one by one
public record SilentGateway(String gateway, Instant since, List<PatientId> patients, List<String> alerts) {

    private static final int LEAST_PATIENTS = 2;

    public SilentGateway {
        patients = List.copyOf(patients);
        alerts = List.copyOf(alerts);
    }

    /// One patient's silence.
    private record Silence(Alert alert, Signal signal) {
    }

    /// @param heard when something last came through a gateway, empty where it is not known any longer
    public static List<SilentGateway> among(Collection<Alert> alerts, Function<String, Optional<Instant>> heard) {
        Map<String, List<Silence>> byGateway = new TreeMap<>();
        for (Alert alert : alerts) {
            if (alert.state().isOpen()) {
                alert.present().stream().filter(signal -> isOfGateway(signal, heard)).forEach(signal -> byGateway
                        .computeIfAbsent(gatewayOf(signal), gateway -> new ArrayList<>())
                        .add(new Silence(alert, signal)));
            }
        }
        return byGateway.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue(), heard))
                .filter(gateway -> gateway.patients.size() >= LEAST_PATIENTS)
                .sorted(Comparator.comparing(SilentGateway::since)).toList();
    }

    private static SilentGateway of(String gateway, List<Silence> silences,
            Function<String, Optional<Instant>> heard) {
        Instant newest = silences.stream().map(silence -> silence.signal().startedAt()).max(Instant::compareTo)
                .orElseThrow();
        List<PatientId> patients = silences.stream().map(silence -> silence.alert().patientId()).distinct()
                .sorted(Comparator.comparing(PatientId::value)).toList();
        List<String> alerts = silences.stream().map(Silence::alert)
                .filter(alert -> alert.present().stream().allMatch(signal -> isOfGateway(signal, heard)))
                .map(Alert::id).distinct().sorted().toList();
        return new SilentGateway(gateway, heard.apply(gateway).orElse(newest), patients, alerts);
    }

    private static boolean isOfGateway(Signal signal, Function<String, Optional<Instant>> heard) {
        if (!signal.tellsOfSilence() || gatewayOf(signal).isEmpty()) {
            return false;
        }
        Duration silence = Duration.between(signal.startedAt(), signal.at());
        Instant half = signal.startedAt().plus(silence.dividedBy(2));
        return heard.apply(gatewayOf(signal)).map(last -> !last.isAfter(half)).orElse(true);
    }

    private static String gatewayOf(Signal signal) {
        return signal.gateway() == null ? "" : signal.gateway();
    }
}
