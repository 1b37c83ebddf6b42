package io.noderax.agent.controlplane;

import io.noderax.agent.identity.BrokenState;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import org.jspecify.annotations.Nullable;

/** The identity in use; read again from its file after the server has refused it, so that a new enrollment takes effect. */
public final class CurrentIdentity {
    private final IdentityStore store;
    private volatile Identity identity;

    public CurrentIdentity(IdentityStore store, Identity identity) {
        this.store = store;
        this.identity = identity;
    }

    public Identity get() {
        return identity;
    }

    /** The server has refused the identity: takes what the file says now. */
    void refused() {
        Identity onDisk = onDisk();
        if (onDisk != null) {
            identity = onDisk;
        }
    }

    private @Nullable Identity onDisk() {
        try {
            return store.load();
        } catch (BrokenState e) {
            return null;
        }
    }
}
