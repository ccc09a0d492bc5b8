package dev.vigil.fhir.rest;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How resources of each type get to a server: in the mode that is configured, else in the best that the server names
/// for the type. What it does not take is left out. There are servers that give all ids and do not say so: once one has
/// taken under an id of its own what it refused under ours, that is how it gets the type. Thread-safe.
final class DeliveryModes {

    /// Without these there is nothing to deliver: a server that refuses them is for a person to see to.
    private static final Set<String> INDISPENSABLE = Set.of("Observation", "Patient");

    private static final Set<String> OTHERS = Set.of("Device", "DeviceMetric", "DeviceUseStatement", "Provenance",
            "RiskAssessment", "DetectedIssue", "Flag", "Communication");

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryModes.class);

    private final Capabilities capabilities;
    private final @Nullable DeliveryMode configured;
    private final Set<String> underOurIds = ConcurrentHashMap.newKeySet();
    private final Set<String> underTheirIds = ConcurrentHashMap.newKeySet();

    DeliveryModes(Capabilities capabilities, @Nullable DeliveryMode configured) {
        this.capabilities = capabilities;
        this.configured = configured;
    }

    boolean takes(String type) {
        return INDISPENSABLE.contains(type) || capabilities.best(type).isPresent();
    }

    DeliveryMode of(String type) {
        if (configured != null) {
            return configured;
        }
        return (underTheirIds.contains(type) ? capabilities.bestUnderTheirIds(type) : capabilities.best(type))
                .orElse(DeliveryMode.SINGLE_POST);
    }

    DeliveryMode of(Outgoing entry) {
        String type = entry.resource().type();
        return entry.underTheirId() ? capabilities.bestUnderTheirIds(type).orElse(DeliveryMode.SINGLE_POST) : of(type);
    }

    /// Whether the server knows a resource that it gets a second time.
    boolean isResendHarmless(Outgoing entry) {
        return isResendHarmless(of(entry));
    }

    boolean isResendHarmless(String type) {
        return isResendHarmless(of(type));
    }

    private static boolean isResendHarmless(DeliveryMode mode) {
        return switch (mode) {
            case PUT, CONDITIONAL_UPDATE -> true;
            case CONDITIONAL_CREATE, SINGLE_POST -> false;
        };
    }

    /// Whether a refusal may mean our id alone: the server has taken none of the type under one, and there is another
    /// way, which others may have found since this one was sent.
    boolean mayRefuseOurId(Outgoing entry) {
        String type = entry.resource().type();
        return configured == null && !entry.underTheirId() && !underOurIds.contains(type)
                && capabilities.best(type).filter(DeliveryMode.PUT::equals).isPresent()
                && capabilities.bestUnderTheirIds(type).isPresent();
    }

    /// What was there already says nothing: it may be from a time when the server took our ids.
    void learn(Step.Stored stored) {
        String type = stored.entry().resource().type();
        if (!stored.entry().underTheirId()) {
            if (stored.created() && of(type) == DeliveryMode.PUT) {
                underOurIds.add(type);
            }
        } else if (underTheirIds.add(type)) {
            LOG.info("The FHIR server takes no ids of ours for {}, though it does not say so: it gets them by {}", type,
                    of(type));
        }
    }

    Set<String> leftOut() {
        Set<String> leftOut = new TreeSet<>(OTHERS);
        leftOut.removeIf(this::takes);
        return leftOut;
    }
}
