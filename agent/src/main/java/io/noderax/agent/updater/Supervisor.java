package io.noderax.agent.updater;

/** What keeps the agent running. */
interface Supervisor {
    /**
     * Has the agent stopped and started again, from whatever the current version is then; does not wait for it.
     *
     * @throws UpdateFailed when that cannot be asked for
     */
    void restartAgent() throws UpdateFailed;
}
