package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** The machine that tests of services and packages use: a real systemd, no Java, the network of this machine. */
class DebianMachineIT {
    @Test
    void itBootsWithoutJavaAndBootsAgainWithItsDisk() {
        assumeTrue(DebianMachine.isWanted(), "needs root");
        try (OpenFolder folder = OpenFolder.create();
                DebianMachine machine = DebianMachine.boot(folder)) {
            assertThat(machine.run("cat", "/proc/1/comm")).isEqualTo("systemd");
            assertThat(machine.end("java", "-version").code()).isEqualTo(127);
            assertThat(machine.run("hostname")).isEqualTo(machine.name());
            machine.shell("touch /run/in-memory /root/on-disk");

            machine.reboot();
            assertThat(machine.files()).contains("/root/on-disk").doesNotContain("/run/in-memory");

            machine.shell("touch /run/in-memory && sync");
            machine.cutPower();
            assertThat(machine.files()).contains("/root/on-disk").doesNotContain("/run/in-memory");
        }
    }
}
