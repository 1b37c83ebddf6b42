package io.noderax.agent.tasks;

import io.noderax.protocol.json.JsonObject;

/**
 * What keeps a running task from going on for the time being.
 *
 * @param code for machines
 * @param message for people
 * @param details what the message says, for machines; the same as long as nothing has changed
 */
public record Obstacle(String code, String message, JsonObject details) {}
