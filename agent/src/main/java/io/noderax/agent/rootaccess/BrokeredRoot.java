package io.noderax.agent.rootaccess;

import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.root.RootRefused;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;

/** The agent is an ordinary user and asks the root broker. */
public record BrokeredRoot(BrokerAddress broker, String user) implements WayToRoot {
    @Override
    public String words() {
        return isThere()
                ? "the root broker at " + broker.socket()
                : "none: the agent runs as user " + user + " and there is no root broker at " + broker.socket();
    }

    @Override
    public boolean isThere() {
        return broker.isThere();
    }

    @Override
    public void apply(RootProfile profile) throws NotApplied {
        try {
            broker.apply(profile);
        } catch (RootRefused e) {
            throw new NotApplied(e.reason(), e);
        } catch (IOException e) {
            throw new NotApplied(
                    "the agent runs as user " + user + " and reaches no root broker at " + broker.socket() + " ("
                            + e.getMessage() + "): start `noderax-agent root-broker --user " + user
                            + " --socket " + broker.socket() + "` as root, or run the agent as root",
                    e);
        }
    }
}
