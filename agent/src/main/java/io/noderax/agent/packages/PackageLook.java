package io.noderax.agent.packages;

import org.jspecify.annotations.Nullable;

/** A machine's package system as somebody sees it who wants to change nothing. */
public final class PackageLook {
    private final PackageMachine machine;

    public PackageLook(PackageMachine machine) {
        this.machine = machine;
    }

    /** Null when there is none that is known here. */
    public @Nullable String system() {
        PackageSystem system = machine.system();
        return system == null ? null : system.name();
    }

    /** Who keeps others from changing packages, in words; null when nobody does. */
    public @Nullable String holder() {
        PackageSystem system = machine.system();
        LockHolder holder =
                system == null ? null : new LockLook(machine.root(), machine.processes()).other(system.locks(), 0);
        return holder == null ? null : "process " + holder.pid() + " (" + holder.command() + ")";
    }
}
