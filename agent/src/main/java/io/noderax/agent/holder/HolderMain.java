package io.noderax.agent.holder;

import io.noderax.agent.journal.JournalSpace;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.linux.LocalSocket;
import io.noderax.linux.Signal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;

/** The entry point of a holder that the agent starts itself, with the journal's folder and its quota in bytes. */
public final class HolderMain {
    private HolderMain() {}

    public static void main(String[] args) {
        EventLog events = new EventLog(System.out, Level.INFO, Clock.systemUTC());
        try {
            hold(Path.of(args[0]), Long.parseLong(args[1]), events);
            System.exit(0);
        } catch (IOException | RuntimeException e) {
            events.error("holder failed", "error", e);
            System.exit(1);
        }
    }

    /** Who asks a holder to end asks the machine's tasks to end: it stays until they have, to write down how. */
    private static void hold(Path journal, long quota, EventLog events) throws IOException {
        Signal.TERM.ignore();
        Signal.INT.ignore();
        Signal.HUP.ignore();
        Path lock = journal.resolve(HolderAddress.name() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                serve(journal, quota, events);
            }
        }
    }

    private static void serve(Path journal, long quota, EventLog events) throws IOException {
        Path socket = HolderAddress.in(journal, HolderAddress.name());
        Files.deleteIfExists(socket);
        try (ServerSocketChannel server = LocalSocket.listen(socket)) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            Holder.at(server, new JournalSpace(journal, quota), events).run();
            Files.deleteIfExists(socket);
        }
    }
}
