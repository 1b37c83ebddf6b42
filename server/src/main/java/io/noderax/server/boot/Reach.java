package io.noderax.server.boot;

import io.noderax.server.http.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * How requests come in.
 *
 * @param tls null: plain HTTP
 * @param proxies whose word counts on where a request comes from
 */
public record Reach(@Nullable TlsFiles tls, TrustedProxies proxies) {}
