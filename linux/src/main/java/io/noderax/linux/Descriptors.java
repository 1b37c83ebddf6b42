package io.noderax.linux;

import java.util.ArrayList;
import java.util.List;

/** The descriptors that one spawn has opened; closes those that nobody took over. */
final class Descriptors implements AutoCloseable {
    private final List<Integer> open = new ArrayList<>();

    int add(int descriptor) {
        open.add(descriptor);
        return descriptor;
    }

    void keep(int descriptor) {
        open.remove(Integer.valueOf(descriptor));
    }

    @Override
    public void close() {
        open.forEach(Libc::close);
    }
}
