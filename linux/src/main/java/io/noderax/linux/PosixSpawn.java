package io.noderax.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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

    private static final MethodHandle SPAWN =
            Libc.answeringErrno("posix_spawnp", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle ATTRIBUTES_INIT = Libc.answeringErrno("posix_spawnattr_init", ADDRESS);
    private static final MethodHandle ATTRIBUTES_DESTROY = Libc.answeringErrno("posix_spawnattr_destroy", ADDRESS);
    private static final MethodHandle SET_FLAGS = Libc.answeringErrno("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
    private static final MethodHandle SET_DEFAULT =
            Libc.answeringErrno("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);
    private static final MethodHandle SET_MASK = Libc.answeringErrno("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
    private static final MethodHandle FILL = Libc.plain("sigfillset", ADDRESS);
    private static final MethodHandle EMPTY = Libc.plain("sigemptyset", ADDRESS);
    private static final MethodHandle ACTIONS_INIT = Libc.answeringErrno("posix_spawn_file_actions_init", ADDRESS);
    private static final MethodHandle ACTIONS_DESTROY =
            Libc.answeringErrno("posix_spawn_file_actions_destroy", ADDRESS);
    private static final MethodHandle ADD_OPEN =
            Libc.answeringErrno("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle ADD_DUP2 =
            Libc.answeringErrno("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle ADD_FCHDIR =
            Libc.answeringErrno("posix_spawn_file_actions_addfchdir_np", ADDRESS, JAVA_INT);

    /** Since glibc 2.34; null elsewhere. */
    private static final @Nullable MethodHandle ADD_CLOSEFROM =
            Libc.answeringErrnoIfThere("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);

    private PosixSpawn() {}

    /** @param gate a named pipe at which the child stands until somebody opens it for writing; null for none */
    static int start(Arena arena, ChildCommand command, int directory, StandardStreams streams, @Nullable Path gate)
            throws SpawnFailed {
        MemorySegment attributes = arena.allocate(ROOM_FOR_OPAQUE_TYPE);
        MemorySegment actions = arena.allocate(ROOM_FOR_OPAQUE_TYPE);
        try {
            prepare(arena, attributes, ownership(streams));
            prepare(arena, actions, directory, streams, gate);
            return spawn(arena, command, attributes, actions);
        } catch (SpawnFailed e) {
            throw e;
        } catch (Throwable e) {
            throw Libc.unexpected(e);
        }
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

    private static void prepare(Arena arena, MemorySegment attributes, short ownership) throws Throwable {
        MemorySegment all = arena.allocate(ROOM_FOR_OPAQUE_TYPE);
        MemorySegment none = arena.allocate(ROOM_FOR_OPAQUE_TYPE);
        expect("sigfillset", (int) FILL.invokeExact(all));
        expect("sigemptyset", (int) EMPTY.invokeExact(none));
        expect("posix_spawnattr_init", (int) ATTRIBUTES_INIT.invokeExact(attributes));
        expect("posix_spawnattr_setsigdefault", (int) SET_DEFAULT.invokeExact(attributes, all));
        expect("posix_spawnattr_setsigmask", (int) SET_MASK.invokeExact(attributes, none));
        short flags = (short) (ownership | SETSIGDEF | SETSIGMASK);
        expect("posix_spawnattr_setflags", (int) SET_FLAGS.invokeExact(attributes, flags));
    }

    private static void prepare(
            Arena arena, MemorySegment actions, int directory, StandardStreams streams, @Nullable Path gate)
            throws Throwable {
        MemorySegment input = arena.allocateFrom(streams.input());
        int flags = streams.inputFlags();
        expect("posix_spawn_file_actions_init", (int) ACTIONS_INIT.invokeExact(actions));
        if (gate != null) {
            // Standard input, which is opened next, takes its place.
            MemorySegment pipe = arena.allocateFrom(gate.toString());
            expect("posix_spawn_file_actions_addopen", (int) ADD_OPEN.invokeExact(actions, 0, pipe, 0, 0));
        }
        expect("posix_spawn_file_actions_addopen", (int) ADD_OPEN.invokeExact(actions, 0, input, flags, 0));
        expect("posix_spawn_file_actions_adddup2", (int) ADD_DUP2.invokeExact(actions, streams.output(), 1));
        expect("posix_spawn_file_actions_adddup2", (int) ADD_DUP2.invokeExact(actions, streams.error(), 2));
        expect("posix_spawn_file_actions_addfchdir_np", (int) ADD_FCHDIR.invokeExact(actions, directory));
        if (ADD_CLOSEFROM == null) {
            markAllCloseOnExec();
        } else {
            expect("posix_spawn_file_actions_addclosefrom_np", (int) ADD_CLOSEFROM.invokeExact(actions, 3));
        }
    }

    private static int spawn(Arena arena, ChildCommand command, MemorySegment attributes, MemorySegment actions)
            throws Throwable {
        MemorySegment pid = arena.allocate(JAVA_INT);
        MemorySegment program = arena.allocateFrom(command.argv().getFirst());
        MemorySegment argv = texts(arena, command.argv());
        List<String> environment = new ArrayList<>(command.environment().size());
        command.environment().forEach((name, value) -> environment.add(name + '=' + value));
        MemorySegment envp = texts(arena, environment);
        int errno = (int) SPAWN.invokeExact(pid, program, actions, attributes, argv, envp);
        expect("posix_spawn_file_actions_destroy", (int) ACTIONS_DESTROY.invokeExact(actions));
        expect("posix_spawnattr_destroy", (int) ATTRIBUTES_DESTROY.invokeExact(attributes));
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
