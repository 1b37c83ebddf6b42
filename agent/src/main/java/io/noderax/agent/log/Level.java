package io.noderax.agent.log;

/** How much of the log is written. */
public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
