package io.noderax.agent.controlplane;

import java.io.IOException;

/** A file is not given; the message is the control plane's. */
public final class DownloadRefused extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    DownloadRefused(int status, String message) {
        super("the control plane answers " + status + ": " + message);
        this.status = status;
    }

    /** Whether it may be given later. */
    public boolean isTransient() {
        return status == 429 || status >= 500;
    }
}
