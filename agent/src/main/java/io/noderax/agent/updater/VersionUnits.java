package io.noderax.agent.updater;

import java.io.IOException;
import java.nio.file.Path;

/** What the service manager knows of the agent, which goes with its version. */
interface VersionUnits {
    /** Where no service manager is that knows anything. */
    VersionUnits NONE = new VersionUnits() {
        @Override
        public void prepare(Path image) {
            // nothing to exchange
        }

        @Override
        public boolean goOn(Path image) {
            return false;
        }

        @Override
        public boolean goBack() {
            return false;
        }

        @Override
        public void keep(Path image) {
            // nothing to exchange
        }

        @Override
        public void clean() {
            // nothing to exchange
        }
    };

    /** Makes ready for {@link #goOn} and {@link #goBack}; nothing changes yet. */
    void prepare(Path image) throws UpdateFailed, IOException;

    /**
     * From now on the service manager knows those of that image. Can be done again. Only {@link #prepare} needs room.
     *
     * @return whether that changed something, for which the agent has to be started anew
     */
    boolean goOn(Path image) throws UpdateFailed, IOException;

    /**
     * From now on it knows those of before. Can be done again. Needs no room.
     *
     * @return whether that changed something, for which the agent has to be started anew
     */
    boolean goBack() throws IOException;

    /** The image stays: what only others need goes. */
    void keep(Path image) throws UpdateFailed, IOException;

    /** Removes what was made ready and is not needed any more. */
    void clean() throws IOException;
}
