package io.noderax.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of posix_spawn(3) with its attributes and file actions; an exec that fails is reported as an error number. */
final class PosixSpawn {
    private static final short SETPGROUP = 0x02;
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;

    /** More than the opaque types take in glibc (336, 80, 128 bytes) and musl on both architectures. */
    private static final long ROOM_FOR_OPAQUE_TYPE = 1024;

    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private static final LibcFunction SPAWN = LibcFunction.named("posix_spawnp");
    private static final LibcFunction ATTRIBUTES_INIT = LibcFunction.named("posix_spawnattr_init");
    private static final LibcFunction ATTRIBUTES_DESTROY = LibcFunction.named("posix_spawnattr_destroy");
    private static final LibcFunction SET_FLAGS = LibcFunction.named("posix_spawnattr_setflags");
    private static final LibcFunction SET_DEFAULT = LibcFunction.named("posix_spawnattr_setsigdefault");
    private static final LibcFunction SET_MASK = LibcFunction.named("posix_spawnattr_setsigmask");
    private static final LibcFunction FILL = LibcFunction.named("sigfillset");
    private static final LibcFunction EMPTY = LibcFunction.named("sigemptyset");
    private static final LibcFunction ACTIONS_INIT = LibcFunction.named("posix_spawn_file_actions_init");
    private static final LibcFunction ACTIONS_DESTROY = LibcFunction.named("posix_spawn_file_actions_destroy");
    private static final LibcFunction ADD_OPEN = LibcFunction.named("posix_spawn_file_actions_addopen");
    private static final LibcFunction ADD_DUP2 = LibcFunction.named("posix_spawn_file_actions_adddup2");
    private static final LibcFunction ADD_FCHDIR = LibcFunction.named("posix_spawn_file_actions_addfchdir_np");

    /** Since glibc 2.34; null elsewhere. */
    private static final @Nullable LibcFunction ADD_CLOSEFROM =
            LibcFunction.ifThere("posix_spawn_file_actions_addclosefrom_np");

    private PosixSpawn() {}

    /** @param gate a named pipe at which the child stands until somebody opens it for writing; null for none */
    static int start(Arena arena, ChildCommand command, int directory, StandardStreams streams, @Nullable Path gate)
            throws SpawnFailed {
        MemorySegment attributes = arena.allocate(ROOM_FOR_OPAQUE_TYPE);
        MemorySegment actions = arena.allocate(ROOM_FOR_OPAQUE_TYPE);
        prepare(arena, attributes, ownership(streams));
        prepare(arena, actions, directory, streams, gate);
        return spawn(arena, command, attributes, actions);
    }

    private static short ownership(StandardStreams streams) {
        return switch (streams) {
            case StandardStreams.Pipes _ -> SETSID;
            case StandardStreams.Terminal terminal ->
                switch (terminal.mode()) {
                    case PTY_CTTY -> SETSID;
                    case PTY_NO_CTTY -> SETPGROUP;
                    case PTY_MINIMAL -> 0;
                };
        };
    }

    private static void prepare(Arena arena, MemorySegment attributes, short ownership) throws SpawnFailed {
        MemorySegment all = arena.allocate(ROOM_FOR_OPAQUE_TYPE);
        MemorySegment none = arena.allocate(ROOM_FOR_OPAQUE_TYPE);
        expect("sigfillset", FILL.code(all.address()));
        expect("sigemptyset", EMPTY.code(none.address()));
        expect("posix_spawnattr_init", ATTRIBUTES_INIT.code(attributes.address()));
        expect("posix_spawnattr_setsigdefault", SET_DEFAULT.code(attributes.address(), all.address()));
        expect("posix_spawnattr_setsigmask", SET_MASK.code(attributes.address(), none.address()));
        short flags = (short) (ownership | SETSIGDEF | SETSIGMASK);
        expect("posix_spawnattr_setflags", SET_FLAGS.code(attributes.address(), flags));
    }

    private static void prepare(
            Arena arena, MemorySegment actions, int directory, StandardStreams streams, @Nullable Path gate)
            throws SpawnFailed {
        MemorySegment input = arena.allocateFrom(streams.input());
        int flags = streams.inputFlags();
        expect("posix_spawn_file_actions_init", ACTIONS_INIT.code(actions.address()));
        if (gate != null) {
            // Standard input, which is opened next, takes its place.
            MemorySegment pipe = arena.allocateFrom(gate.toString());
            expect("posix_spawn_file_actions_addopen", ADD_OPEN.code(actions.address(), 0, pipe.address(), 0, 0));
        }
        expect("posix_spawn_file_actions_addopen", ADD_OPEN.code(actions.address(), 0, input.address(), flags, 0));
        expect("posix_spawn_file_actions_adddup2", ADD_DUP2.code(actions.address(), streams.output(), 1));
        expect("posix_spawn_file_actions_adddup2", ADD_DUP2.code(actions.address(), streams.error(), 2));
        expect("posix_spawn_file_actions_addfchdir_np", ADD_FCHDIR.code(actions.address(), directory));
        if (ADD_CLOSEFROM == null) {
            markAllCloseOnExec();
        } else {
            expect("posix_spawn_file_actions_addclosefrom_np", ADD_CLOSEFROM.code(actions.address(), 3));
        }
    }

    private static int spawn(Arena arena, ChildCommand command, MemorySegment attributes, MemorySegment actions)
            throws SpawnFailed {
        MemorySegment pid = arena.allocate(JAVA_INT);
        MemorySegment program = arena.allocateFrom(command.argv().getFirst());
        MemorySegment argv = texts(arena, command.argv());
        List<String> environment = new ArrayList<>(command.environment().size());
        command.environment().forEach((name, value) -> environment.add(name + '=' + value));
        MemorySegment envp = texts(arena, environment);
        int errno = SPAWN.code(
                pid.address(),
                program.address(),
                actions.address(),
                attributes.address(),
                argv.address(),
                envp.address());
        expect("posix_spawn_file_actions_destroy", ACTIONS_DESTROY.code(actions.address()));
        expect("posix_spawnattr_destroy", ATTRIBUTES_DESTROY.code(attributes.address()));
        if (errno != 0) {
            throw new SpawnFailed("cannot run " + command.argv().getFirst(), errno);
        }
        return pid.get(JAVA_INT, 0);
    }

    private static MemorySegment texts(Arena arena, List<String> texts) {
        MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        array.setAtIndex(ADDRESS, texts.size(), MemorySegment.NULL);
        return array;
    }

    private static void markAllCloseOnExec() {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : open) {
                int descriptor = Integer.parseInt(entry.getFileName().toString());
                Libc.Result flags = descriptor > 2 ? Libc.fcntl(descriptor, F_GETFD, 0) : new Libc.Result(-1, 0);
                if (!flags.failed()) {
                    Libc.fcntl(descriptor, F_SETFD, flags.asInt() | FD_CLOEXEC);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the open descriptors", e);
        }
    }

    private static void expect(String what, int errno) throws SpawnFailed {
        if (errno != 0) {
            throw new SpawnFailed(what, errno);
        }
    }
}
