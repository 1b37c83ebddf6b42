package io.noderax.server.boot;

/** What operators' sessions are signed with; never printed. */
public record SigningSecret(String value) {
    @Override
    public String toString() {
        return "SigningSecret(hidden)";
    }
}
