package io.noderax.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** {@code struct msghdr} of 64-bit Linux with one piece of data, and room for descriptors beside it. */
final class DescriptorMessage {
    /** More than anybody needs; what does not fit is dropped by the kernel, and told. */
    static final int MOST_DESCRIPTORS = 8;

    private static final long HEADER_BYTES = 56;
    private static final long VECTOR = 16;
    private static final long VECTORS = 24;
    private static final long CONTROL = 32;
    private static final long CONTROL_LENGTH = 40;
    private static final long FLAGS = 48;

    /** {@code struct cmsghdr}: length, level, type, then the descriptors. */
    private static final long CONTROL_HEADER = 16;

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_CTRUNC = 8;

    private final MemorySegment header;
    private final MemorySegment control;

    private DescriptorMessage(Arena arena, MemorySegment data, long controlBytes) {
        this.header = arena.allocate(HEADER_BYTES, 8);
        this.control = arena.allocate(Math.max(8, controlBytes), 8);
        MemorySegment vector = arena.allocate(16, 8);
        vector.set(ADDRESS, 0, data);
        vector.set(JAVA_LONG, 8, data.byteSize());
        header.set(ADDRESS, VECTOR, vector);
        header.set(JAVA_LONG, VECTORS, 1);
        if (controlBytes > 0) {
            header.set(ADDRESS, CONTROL, control);
            header.set(JAVA_LONG, CONTROL_LENGTH, controlBytes);
        }
    }

    static DescriptorMessage toSend(Arena arena, byte[] data, int from, List<Descriptor> descriptors) {
        MemorySegment bytes = arena.allocate(data.length - from);
        MemorySegment.copy(data, from, bytes, JAVA_BYTE, 0, data.length - from);
        long length = CONTROL_HEADER + 4L * descriptors.size();
        DescriptorMessage message = new DescriptorMessage(arena, bytes, descriptors.isEmpty() ? 0 : (length + 7) & ~7L);
        if (!descriptors.isEmpty()) {
            message.control.set(JAVA_LONG, 0, length);
            message.control.set(JAVA_INT, 8, SOL_SOCKET);
            message.control.set(JAVA_INT, 12, SCM_RIGHTS);
            for (int i = 0; i < descriptors.size(); i++) {
                message.control.set(
                        JAVA_INT, CONTROL_HEADER + 4L * i, descriptors.get(i).number());
            }
        }
        return message;
    }

    static DescriptorMessage toReceive(Arena arena, MemorySegment buffer) {
        return new DescriptorMessage(arena, buffer, CONTROL_HEADER + 4L * MOST_DESCRIPTORS);
    }

    MemorySegment header() {
        return header;
    }

    /** Whether there were more descriptors than fit. */
    boolean isCut() {
        return (header.get(JAVA_INT, FLAGS) & MSG_CTRUNC) != 0;
    }

    /** Those that came with it; theirs is the receiver. */
    List<Descriptor> descriptors() {
        List<Descriptor> came = new ArrayList<>(2);
        long room = header.get(JAVA_LONG, CONTROL_LENGTH);
        if (room >= CONTROL_HEADER
                && control.get(JAVA_INT, 8) == SOL_SOCKET
                && control.get(JAVA_INT, 12) == SCM_RIGHTS) {
            long end = Math.min(control.get(JAVA_LONG, 0), room);
            for (long at = CONTROL_HEADER; at + 4 <= end; at += 4) {
                came.add(new Descriptor(control.get(JAVA_INT, at)));
            }
        }
        return came;
    }
}
