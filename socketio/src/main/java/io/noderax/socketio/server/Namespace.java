package io.noderax.socketio.server;

import io.noderax.socketio.packet.Encoded;
import io.noderax.socketio.packet.SocketPacket;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everyone who is in a namespace, and in which rooms of it. Safe for any thread. */
public final class Namespace {
    private final Gateway gateway;
    private final Engine engine;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Set<Peer>> rooms = new ConcurrentHashMap<>();

    Namespace(Gateway gateway, Engine engine) {
        this.gateway = gateway;
        this.engine = engine;
    }

    public String name() {
        return gateway.namespace();
    }

    /** An event in the form in which any number of this namespace's peers may get it. */
    public Encoded encode(String event, String... json) {
        return new SocketPacket.Event(name(), OptionalLong.empty(), event, List.of(json), List.of()).encode();
    }

    /**
     * Sends to everyone.
     *
     * @return how many took it
     */
    public int broadcast(Encoded packet) {
        return emit(peers.values(), packet);
    }

    /** Sends to everyone in at least one of the rooms, once. */
    public int broadcast(Collection<String> to, Encoded packet) {
        if (to.size() == 1) {
            return emit(members(to.iterator().next()), packet);
        }
        Set<Peer> receivers = ConcurrentHashMap.newKeySet();
        to.forEach(room -> receivers.addAll(members(room)));
        return emit(receivers, packet);
    }

    private static int emit(Collection<Peer> receivers, Encoded packet) {
        int taken = 0;
        for (Peer peer : receivers) {
            taken += peer.emit(packet) ? 1 : 0;
        }
        return taken;
    }

    /** Whoever is here; a view that moves with the times. */
    public Collection<Peer> peers() {
        return Collections.unmodifiableCollection(peers.values());
    }

    /** Whoever is in the room; a view that moves with the times. */
    public Collection<Peer> members(String room) {
        Set<Peer> members = rooms.get(room);
        return members == null ? Set.of() : Collections.unmodifiableCollection(members);
    }

    public @Nullable Peer find(String id) {
        return peers.get(id);
    }

    Gateway gateway() {
        return gateway;
    }

    int mostWaitingEvents() {
        return engine.settings().limits().mostWaitingEvents();
    }

    long now() {
        return engine.now();
    }

    void add(Peer peer) {
        peers.put(peer.id(), peer);
    }

    void remove(Peer peer) {
        peers.remove(peer.id());
    }

    void join(String room, Peer peer) {
        rooms.compute(room, (_, members) -> {
            Set<Peer> joined = members == null ? ConcurrentHashMap.newKeySet() : members;
            joined.add(peer);
            return joined;
        });
    }

    void leave(String room, Peer peer) {
        rooms.computeIfPresent(room, (_, members) -> {
            members.remove(peer);
            return members.isEmpty() ? null : members;
        });
    }
}
