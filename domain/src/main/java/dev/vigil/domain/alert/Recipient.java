package dev.vigil.domain.alert;

import dev.vigil.domain.id.RecipientId;

/// Whom an alert is told, by pseudonym.
public record Recipient(Kind kind, RecipientId id) {

    /// What the id names.
    public enum Kind {
        PERSON("person"), ROLE("role"), CARE_TEAM("care-team");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
