package io.noderax.server.limits;

/**
 * How often something may be asked for.
 *
 * @param what names it in the refusal, for instance {@code sign-ins from this address}
 * @param burst how often at once, after a quiet time
 * @param perMinute how often in the long run
 */
public record Allowance(String what, int burst, int perMinute) {}
