package io.noderax.server.updates;

import io.noderax.protocol.update.ReleaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A place where releases lie. Its calls block. */
interface ReleaseSource {
    /**
     * All releases there, in any order; what is none is left out and said in the log.
     *
     * @throws IOException when the place itself cannot be read
     */
    List<Release> read() throws IOException;

    /**
     * A file that a release's manifest names, on this machine.
     *
     * @throws IOException when it is not there, or is not what the manifest says
     */
    Path file(Release release, ReleaseFile file) throws IOException;

    /** What it is, for a sentence. */
    String words();
}
