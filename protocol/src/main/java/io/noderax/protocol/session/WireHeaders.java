package io.noderax.protocol.session;

/** The headers that we add to the wire; a reference peer does not see them. */
public final class WireHeaders {
    /** Of a request: what the agent can do, tokens with commas between. */
    public static final String CAPABILITIES = "x-noderax-capabilities";

    /** Of a request: the attempt that it reports about. */
    public static final String ATTEMPT = "x-noderax-attempt";

    /** Of an answer: what the server can do, tokens with commas between. */
    public static final String EXTENSIONS = "x-noderax-extensions";

    /** Of an answer: within how many seconds after a lost connection the agent comes back. */
    public static final String RECONNECT_WINDOW = "x-noderax-reconnect-window";

    /** Of an answer: the offset behind the last frame that the server has. */
    public static final String LOG_END = "x-noderax-log-end";

    /** Of an answer: how complete the log is. */
    public static final String LOG_STATE = "x-noderax-log-state";

    private WireHeaders() {}
}
