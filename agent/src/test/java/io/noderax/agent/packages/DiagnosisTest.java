package io.noderax.agent.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of the tools, as they print them, tell the cause. */
class DiagnosisTest {
    @Test
    void apt() {
        is(
                new Apt(),
                100,
                "not_found nosuch, other",
                "[stderr] E: Unable to locate package nosuch",
                "[stderr] E: Unable to locate package other");
        is(new Apt(), 100, "not_found emacs99", "[stderr] E: Package 'emacs99' has no installation candidate");
        is(new Apt(), 100, "not_found hello", "[stderr] E: Version '9' for 'hello' was not found");
        is(
                new Apt(),
                100,
                "waiting_lock /var/lib/dpkg/lock-frontend",
                "[stderr] E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 712 (apt-get)",
                "[stderr] E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?");
        is(
                new Apt(),
                2,
                "waiting_lock ",
                "[stderr] dpkg: error: dpkg frontend lock was locked by another process with pid 712");
        is(
                new Apt(),
                100,
                "interrupted_dpkg ",
                "[stderr] E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem. ");
        is(
                new Apt(),
                100,
                "held bash, nano",
                "The following held packages will be changed:",
                "  bash nano",
                "1 upgraded",
                "[stderr] E: Held packages were changed and -y was used without --allow-change-held-packages.");
        is(
                new Apt(),
                100,
                "held hello",
                "The following packages have unmet dependencies:",
                " hello : Conflicts: hello-traditional but 2.10-6 is to be installed",
                "[stderr] E: Unable to correct problems, you have held broken packages.");
        is(
                new Apt(),
                100,
                "no_space ",
                "[stderr] dpkg: error processing archive x.deb (--unpack):",
                "[stderr]  cannot copy extracted data: No space left on device");
        is(
                new Apt(),
                100,
                "network ",
                "Err:1 http://packages.example.org/debian bookworm/main amd64 hello",
                "  Temporary failure resolving 'packages.example.org'",
                "[stderr] E: Failed to fetch http://packages.example.org/x.deb");
        is(
                new Apt(),
                100,
                "blocked_prompt end of file on stdin at conffile prompt",
                "[stderr] dpkg: error processing package x (--configure):",
                "[stderr]  end of file on stdin at conffile prompt");
        is(new Apt(), 1, "blocked_prompt Do you want to continue?", "Do you want to continue? [Y/n] Abort.");
        is(
                new Apt(),
                100,
                "blocked_prompt Accept the license?",
                "Accept the license? [y/n]",
                "[stderr] dpkg: error processing");
        is(new Apt(), 100, "nothing", "[stderr] E: Sub-process /usr/bin/dpkg returned an error code (1)");
        is(
                new Apt(),
                100,
                "nothing",
                "[stderr] E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)",
                "[stderr] E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?");
    }

    @Test
    void dnfAndYum() {
        is(
                new Dnf(),
                1,
                "not_found nosuch",
                "[stderr] No match for argument: nosuch",
                "[stderr] Error: Unable to find a match: nosuch");
        is(new Yum(), 1, "not_found nosuch", "No package nosuch available.", "[stderr] Error: Nothing to do");
        is(new Dnf(), 1, "waiting_lock 712", "Waiting for process with pid 712 to finish.");
        is(new Yum(), 1, "waiting_lock ", "Another app is currently holding the yum lock; waiting for it to exit...");
        is(new Dnf(), 1, "blocked_prompt Is this ok", "Is this ok [y/N]: Operation aborted.");
        is(new Yum(), 1, "blocked_prompt Is this ok", "Is this ok [y/d/N]: Exiting on user command");
        is(new Dnf(), 1, "network ", "[stderr] Error: Failed to download metadata for repo 'updates'");
        is(
                new Dnf(),
                1,
                "no_space ",
                "Error Summary",
                "-------------",
                "Disk Requirements:",
                "   At least 12MB more space needed on the / filesystem.");
        is(new Dnf(), 1, "no_space ", "  installing package x needs 12MB more space on the / filesystem");
    }

    @Test
    void zypperApkAndPacman() {
        is(
                new Zypper(),
                7,
                "waiting_lock ",
                "System management is locked by the application with pid 712 (zypper).",
                "Close this application before trying again.");
        is(new Zypper(), 7, "waiting_lock ");
        is(
                new Zypper(),
                104,
                "not_found nosuch",
                "'nosuch' not found in package names. Trying capabilities.",
                "No provider of 'nosuch' found.");
        is(
                new Zypper(),
                4,
                "blocked_prompt Choose from above solutions by number or cancel",
                "Choose from above solutions by number or cancel [1/2/c/d/?] (c): c");
        is(
                new Apk(),
                1,
                "not_found nosuch",
                "[stderr] ERROR: unable to select packages:",
                "[stderr]   nosuch (no such package):",
                "[stderr]     required by: world[nosuch]");
        is(new Apk(), 99, "waiting_lock ", "[stderr] ERROR: Unable to lock database: Resource temporarily unavailable");
        is(new Pacman(), 1, "not_found nosuch", "[stderr] error: target not found: nosuch");
        is(new Pacman(), 1, "waiting_lock ", "[stderr] error: failed to init transaction (unable to lock database)");
        is(
                new Pacman(),
                1,
                "network ",
                ":: Proceed with installation? [Y/n] ",
                "[stderr] error: failed retrieving file 'nano.pkg' from mirror : Could not resolve host: mirror");
    }

    private static void is(PackageSystem system, int exitCode, String expected, String... lines) {
        String output = String.join("\n", lines);
        Diagnosis diagnosis = Diagnosis.of(system, exitCode, output);
        assertThat(
                        diagnosis == null
                                ? "nothing"
                                : diagnosis.cause().code() + " " + String.join(", ", diagnosis.subjects()))
                .as(system.name() + ": " + output)
                .isEqualTo(expected);
    }

    @Test
    void neitherManyNorLongSubjectsGrowWithoutEnd() {
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            output.append("E: Unable to locate package ")
                    .append("x".repeat(1000))
                    .append(i)
                    .append('\n');
            output.append("E: Unable to locate package p").append(i).append('\n');
        }

        List<String> subjects = Diagnosis.of(new Apt(), 100, output.toString()).subjects();

        assertThat(subjects).hasSize(50).allMatch(subject -> subject.length() <= 300);
    }
}
