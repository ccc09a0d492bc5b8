package dev.vigil.domain.id;

/// Whom an alert is told: a person's pseudonym, or the name of a role or a team, 1 to 64 characters of
/// `[A-Za-z0-9._-]`. Never an address: where to reach somebody is the channel's to know.
public record RecipientId(String value) {

    public RecipientId {
        Identifiers.require("recipient id", value, "");
    }

    @Override
    public String toString() {
        return value;
    }
}
