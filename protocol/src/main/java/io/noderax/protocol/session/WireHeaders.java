package io.noderax.protocol.session;

/** The headers that we add to the wire, and the words in them; a reference peer does not see them. */
public interface WireHeaders {
    /** Of a request: what the agent can do, tokens with commas between. */
    String CAPABILITIES = "x-noderax-capabilities";

    /** Of a request: the attempt that it is about. */
    String ATTEMPT = "x-noderax-attempt";

    /** Of an answer: what the server can do, tokens with commas between. */
    String EXTENSIONS = "x-noderax-extensions";

    /** Of an answer: within how many seconds after a lost connection the agent comes back. */
    String RECONNECT_WINDOW = "x-noderax-reconnect-window";

    /** Of an answer: the offset behind the last frame that the server has. */
    String LOG_END = "x-noderax-log-end";

    /** Of an answer: how complete the log is. */
    String LOG_STATE = "x-noderax-log-state";

    /** The server tells attempts of a task apart by {@link #ATTEMPT}. */
    String EXT_ATTEMPT = "attempt";

    /** The server takes a log as frames. */
    String EXT_LOG_BATCHES = "log-batches";

    /** The server holds the question whether a task should stop. */
    String EXT_CONTROL_WAIT = "control-wait";

    /** The server puts a task back into its queue whose agent says that the attempt was never launched. */
    String EXT_GIVE_BACK = "give-back";

    /** A claim may name the attempts that its agent has; what was claimed for the agent and is not named goes back. */
    String EXT_CLAIM_ATTEMPTS = "claim-attempts";

    /** The server is told what keeps a running task from going on. */
    String EXT_TASK_STATE = "task-state";

    /** The server says by {@link #RECONNECT_WINDOW} how its agents come back. */
    String EXT_RECONNECT_WINDOW = "reconnect-window";

    /** The agent keeps output and results on its disk until they are acknowledged. */
    String CAP_JOURNAL = "journal";

    /** The agent can send a log as frames. */
    String CAP_LOG_BATCHES = "log-batches";

    /** The agent can wait at the question whether a task should stop. */
    String CAP_CONTROL_WAIT = "control-wait";

    /** The agent runs only the types that its claims name. */
    String CAP_TYPES = "types";

    /** Of an agent: its samples may have more than the wire asks for, or lack what could not be measured. Of a server: it takes such. */
    String CAP_TELEMETRY = "telemetry";

    /** Of both: terminals outlive a lost socket and go on from an offset. */
    String CAP_TERMINAL_RESUME = "terminal-resume";

    /** Of a server: {@code agent.auth} may say where the node is. */
    String EXT_NODE_LOCATION = "node-location";

    /** Of an updater: it says itself when the new version has proven itself; until then its node is not done. */
    String CAP_UPDATE_CONFIRMS = "update-confirms";

    /** Followed by how many tasks the agent runs beside each other. */
    String CAP_SLOTS = "slots=";
}
