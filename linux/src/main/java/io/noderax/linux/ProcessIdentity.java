package io.noderax.linux;

/**
 * One process and no other: a process id alone is given out again.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}: clock ticks since the boot
 * @param bootId {@code /proc/sys/kernel/random/boot_id}
 */
public record ProcessIdentity(int pid, long startTicks, String bootId) {}
