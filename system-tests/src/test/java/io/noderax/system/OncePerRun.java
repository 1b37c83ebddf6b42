package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is made once in a run of the tests, whose classes run in several processes. */
final class OncePerRun {
    private OncePerRun() {}

    /** Calls the maker unless another process of this run has; blocks while another one does. Gives the product's place. */
    static Path make(Path product, Runnable maker) {
        Path place = product.toAbsolutePath();
        Path stamp = place.resolveSibling(place.getFileName() + ".run");
        String run = System.getProperty("noderax.run", "");
        try {
            Files.createDirectories(place.getParent());
            try (FileChannel lock = FileChannel.open(
                            place.resolveSibling(place.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var _ = lock.lock()) {
                if (run.isEmpty()
                        || !Files.exists(stamp)
                        || !Files.readString(stamp).equals(run)) {
                    maker.run();
                    Files.writeString(stamp, run);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place;
    }
}
