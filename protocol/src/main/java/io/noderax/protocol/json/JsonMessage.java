package io.noderax.protocol.json;

/** Something that has a form on the wire. */
public interface JsonMessage {
    /** The members to send, in the order in which they are printed; an absent member is left out or null as the contract says. */
    JsonObject toJson();
}
