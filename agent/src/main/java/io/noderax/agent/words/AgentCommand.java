package io.noderax.agent.words;

import org.jspecify.annotations.Nullable;

/** How a person calls the agent on this machine, for what she is told to type. */
public final class AgentCommand {
    /** What a script that starts the agent says of itself ({@code NODERAX_AGENT_COMMAND}), or the name of the installed program. */
    public static final String NAME = of(System.getenv("NODERAX_AGENT_COMMAND"));

    private AgentCommand() {}

    private static String of(@Nullable String said) {
        return said == null || said.isBlank() ? "noderax-agent" : said;
    }
}
