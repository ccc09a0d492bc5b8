package dev.vigil.fhir.rest;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How resources of each type get to a server: in the mode that is configured, else in the best that the server names
/// for the type. What it does not take is left out.
final class DeliveryModes {

    /// Without these there is nothing to deliver: a server that refuses them is for a person to see to.
    private static final Set<String> INDISPENSABLE = Set.of("Observation", "Patient");

    private static final Set<String> OTHERS = Set.of("Device", "DeviceMetric", "DeviceUseStatement", "Provenance",
            "RiskAssessment", "DetectedIssue", "Flag");

    private final Capabilities capabilities;
    private final @Nullable DeliveryMode configured;

    DeliveryModes(Capabilities capabilities, @Nullable DeliveryMode configured) {
        this.capabilities = capabilities;
        this.configured = configured;
    }

    boolean takes(String type) {
        return INDISPENSABLE.contains(type) || capabilities.best(type).isPresent();
    }

    DeliveryMode of(String type) {
        Optional<DeliveryMode> mode = Optional.ofNullable(configured).or(() -> capabilities.best(type));
        return mode.orElse(DeliveryMode.SINGLE_POST);
    }

    /// Whether the server knows a resource that it gets a second time.
    boolean isResendHarmless(String type) {
        return switch (of(type)) {
            case PUT, CONDITIONAL_UPDATE -> true;
            case CONDITIONAL_CREATE, SINGLE_POST -> false;
        };
    }

    Set<String> leftOut() {
        Set<String> leftOut = new TreeSet<>(OTHERS);
        leftOut.removeIf(this::takes);
        return leftOut;
    }
}
