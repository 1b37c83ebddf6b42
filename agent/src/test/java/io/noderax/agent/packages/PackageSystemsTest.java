package io.noderax.agent.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.packages.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which package system a machine has, and what it is told. */
class PackageSystemsTest {
    private static final Duration WAIT = Duration.ofSeconds(90);

    @TempDir
    private Path root;

    @Test
    void aMachineHasTheSystemWhosePrograms() throws IOException {
        assertThat(detected()).isEqualTo("none");
        program("yum");
        assertThat(detected()).as("yum without rpm").isEqualTo("none");
        program("rpm");
        assertThat(detected()).isEqualTo("yum");
        program("dnf");
        assertThat(detected()).isEqualTo("dnf");
    }

    @Test
    void ofSeveralItHasTheOneThatItsNameIsOf() throws IOException {
        for (String program : List.of("apt-get", "dpkg-query", "rpm", "dnf", "zypper", "apk", "pacman")) {
            program(program);
        }
        for (Map.Entry<String, String> release : Map.of(
                        "ID=debian", "apt",
                        "ID=ubuntu\nID_LIKE=debian", "apt",
                        "ID=fedora", "dnf",
                        "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"", "dnf",
                        "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"", "zypper",
                        "ID=alpine", "apk",
                        "ID=arch", "pacman",
                        "ID=manjaro\nID_LIKE=arch", "pacman",
                        "NAME=unheard-of", "apt")
                .entrySet()) {
            Files.createDirectories(root.resolve("etc"));
            Files.writeString(root.resolve("etc/os-release"), release.getKey() + "\n");
            assertThat(detected()).as(release.getKey()).isEqualTo(release.getValue());
        }
    }

    @Test
    void changesAreArgumentsAndNoShellText() throws Exception {
        List<PackageName> names = List.of(
                PackageName.of("nano").orElseThrow(), PackageName.of("bash=5.2").orElseThrow());

        assertThat(argv(new Apt(), PackageOperation.INSTALL, names))
                .startsWith("apt-get", "-y", "-q")
                .containsSequence("-o", "DPkg::Lock::Timeout=90")
                .containsSequence("-o", "Dpkg::Options::=--force-confold")
                .endsWith("install", "--", "nano", "bash=5.2");
        assertThat(argv(new Apt(), PackageOperation.PURGE, names)).containsSequence("purge", "--", "nano");
        assertThat(argv(new Apt(), PackageOperation.UPGRADE, List.of())).endsWith("--with-new-pkgs", "upgrade");
        assertThat(argv(new Apt(), PackageOperation.REPAIR, List.of()))
                .startsWith("/bin/sh", "-c")
                .endsWith("-o", "DPkg::Lock::Timeout=90");
        assertThat(argv(new Dnf(), PackageOperation.REMOVE, names))
                .containsExactly("dnf", "-y", "remove", "nano", "bash-5.2");
        assertThat(argv(new Yum(), PackageOperation.UPGRADE, List.of())).containsExactly("yum", "-y", "update");
        assertThat(argv(new Zypper(), PackageOperation.INSTALL, names))
                .containsExactly(
                        "zypper",
                        "--non-interactive",
                        "install",
                        "--auto-agree-with-licenses",
                        "--",
                        "nano",
                        "bash=5.2");
        assertThat(argv(new Apk(), PackageOperation.INSTALL, names))
                .containsSequence("--wait", "90")
                .endsWith("add", "--", "nano", "bash=5.2");
        assertThat(argv(new Pacman(), PackageOperation.PURGE, names))
                .startsWith("pacman", "-Rn", "--noconfirm")
                .endsWith("--", "nano", "bash=5.2");
        assertThat(new Dnf().change(PackageOperation.REPAIR, List.of(), WAIT)).isNull();
        assertThat(new Apt().environment(WAIT))
                .containsEntry("DEBIAN_FRONTEND", "noninteractive")
                .containsEntry("NEEDRESTART_SUSPEND", "1");
        assertThat(new Zypper().environment(WAIT)).containsEntry("ZYPP_LOCK_TIMEOUT", "90");
    }

    @Test
    void theLockIsWaitedForThreeQuartersOfTheTimeAndTenMinutesAtMost() {
        assertThat(PackageDoctor.lockWait(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(15));
        assertThat(PackageDoctor.lockWait(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(10));
        assertThat(PackageDoctor.lockWait(Duration.ofMillis(500))).isEqualTo(Duration.ofSeconds(1));
    }

    private static List<String> argv(PackageSystem system, PackageOperation operation, List<PackageName> names) {
        List<String> argv = system.change(operation, names, WAIT);
        return argv == null ? List.of() : argv;
    }

    private String detected() {
        PackageSystem system = new PackageSystems(root, List.of("/usr/bin", "/usr/sbin")).detect();
        return system == null ? "none" : system.name();
    }

    private void program(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve("usr/bin"));
        Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
