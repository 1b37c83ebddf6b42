package io.noderax.linux;

/**
 * Who is at the other end of a socket, as the kernel saw it when it connected.
 *
 * @param pid as this process counts
 * @param uid the number of its user
 */
public record Peer(int pid, int uid) {}
