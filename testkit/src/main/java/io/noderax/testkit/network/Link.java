package io.noderax.testkit.network;

import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The state that all connections of a proxy share, and the sockets that are open. Guarded by itself. */
final class Link {
    final LinkCounts counts = new LinkCounts();
    private final Dice dice;
    private final Set<Socket> open = new HashSet<>();
    private LinkState state = LinkState.FAIR;

    Link(long seed) {
        dice = new Dice(seed);
    }

    void become(LinkState next) {
        List<Socket> victims;
        synchronized (this) {
            state = next;
            notifyAll();
            boolean cuts = next instanceof LinkState.Resetting || next instanceof LinkState.Refusing;
            victims = cuts ? List.copyOf(open) : List.of();
        }
        victims.forEach(this::cut);
    }

    synchronized LinkState state() {
        return state;
    }

    /** Waits while nothing moves; then draws. */
    Fate fate(String path) throws InterruptedException {
        awaitMoving();
        counts.requests.increment();
        return dice.fate(state(), path);
    }

    synchronized void awaitMoving() throws InterruptedException {
        while (state instanceof LinkState.Silent) {
            wait();
        }
    }

    /** From now on a cut reaches the socket; one that comes while all is cut is reset at once. */
    void opened(Socket socket) {
        boolean isCut;
        synchronized (this) {
            open.add(socket);
            isCut = state instanceof LinkState.Resetting || state instanceof LinkState.Refusing;
        }
        if (isCut) {
            cut(socket);
        }
    }

    synchronized void closed(Socket socket) {
        open.remove(socket);
    }

    void cutAll() {
        List<Socket> all;
        synchronized (this) {
            all = List.copyOf(open);
        }
        all.forEach(Sockets::reset);
    }

    private void cut(Socket socket) {
        counts.cut.increment();
        Sockets.reset(socket);
    }
}
