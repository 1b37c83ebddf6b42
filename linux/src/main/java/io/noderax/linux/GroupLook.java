package io.noderax.linux;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The control group (cgroup v2) that a process is in, as somebody sees it who changes nothing.
 *
 * @param folder null when there is none of version 2
 * @param controllers as the kernel lists them
 * @param isOurs whether this user may make groups in it
 */
public record GroupLook(@Nullable Path folder, String controllers, boolean isOurs) {}
