package io.noderax.server.storage;

import org.jspecify.annotations.Nullable;

/** What one part of the server tells the others, in this process and in every other one on the same database. */
public enum Signal {
    /** The node with that id may have work. */
    NODE_HAS_WORK,
    /** What an agent would be told about the task with that id has changed. */
    TASK_CHANGED,
    /** The log of the task with that id has grown by a batch, or its end is known. */
    LOG_CHANGED,
    /** The node with that id is gone. */
    NODE_FORGOTTEN,
    /** The token of the node with that id does not count any more. */
    TOKEN_REVOKED,
    /** Another root access is wanted on the node with that id. */
    ROOT_ACCESS_CHANGED,
    /** The agent of the node with that id has said something new of its root access to one of the processes. */
    ROOT_ACCESS_REPORTED,
    /** An update is on its way to the node with that id: the version that its agent reports next is news, whoever hears it. */
    UPDATE_SENT,
    /** The outbox has new rows; the subject is the workspace of one. */
    OUTBOX_GREW,
    /** The agent of the node with that id has opened a socket to one of the processes. */
    AGENT_ARRIVED,
    /** What the user with that id may do has become less, or its sessions are over. */
    USER_CHANGED,
    /** The terminal session with that id has changed, or its transcript has grown. */
    TERMINAL_CHANGED;

    static @Nullable Signal of(String name) {
        for (Signal signal : values()) {
            if (signal.name().equals(name)) {
                return signal;
            }
        }
        return null;
    }
}
