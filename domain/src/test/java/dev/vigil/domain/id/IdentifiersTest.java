package dev.vigil.domain.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a|b", "a/b", "ä", "<b>",
        "x123456789x123456789x123456789x123456789x123456789x123456789x12345"})
    void shouldRefuseWhatMayNotBeAnIdWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> new DeviceId(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("deviceId must be");
        assertThatThrownBy(() -> new PatientId(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("patientId must be");
    }

    @Test
    void shouldAllowAColonInADeviceOnly() {
        assertThat(new DeviceId("AA:BB:CC").value()).isEqualTo("AA:BB:CC");
        assertThatThrownBy(() -> new PatientId("AA:BB")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepTheBarOutOfReadingIds() {
        assertThatThrownBy(() -> new ReadingId("a|b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new ReadingId("cuff-7421-000183#1").value()).isEqualTo("cuff-7421-000183#1");
    }

    @Test
    void shouldDeriveTheSameIdFromTheSamePartsForEver() {
        UUID id = NameBasedId.of("observation", "p1", "cuff-7421", "cuff-7421-000183");
        assertThat(id).hasToString("3903677e-bb75-5de9-82eb-0d1a814159f1");
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(NameBasedId.of("observation", "p1", "cuff-7421", "cuff-7421-000184")).isNotEqualTo(id);
    }
}
