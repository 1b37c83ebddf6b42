package io.noderax.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.files.StepLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
    @TempDir
    private Path folder;

    @Test
    void anImageIsCopiedAndRunByRelativeLinks() throws IOException {
        Layout layout = layout();
        Versions versions = new Versions(layout, StepLog.NONE);
        Path placed = versions.place(image("one", "code"), "1.0");
        versions.run(placed);

        assertThat(placed).isEqualTo(layout.versions().resolve("1.0"));
        assertThat(Files.readSymbolicLink(layout.current())).isEqualTo(Path.of("versions/1.0"));
        assertThat(Files.readSymbolicLink(layout.launcher())).isEqualTo(Path.of("current/noderax-agent"));
        assertThat(Files.readSymbolicLink(layout.command())).isEqualTo(Path.of("/opt/noderax-agent/noderax-agent"));
        assertThat(layout.launcher()).isExecutable().hasContent("launcher");
        assertThat(Files.readSymbolicLink(placed.resolve("app/link"))).isEqualTo(Path.of("agent.jar"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(placed.resolve("app/agent.jar"))))
                .as("nobody but its owner writes it")
                .isEqualTo("rw-r--r--");
        assertThat(versions.running()).isEqualTo(placed.toRealPath());
    }

    @Test
    void theSameImageIsNotCopiedAgainAndAnotherOneOfItsVersionStandsBesideIt() throws IOException {
        Versions versions = new Versions(layout(), StepLog.NONE);
        Path placed = versions.place(image("one", "code"), "1.0");
        Object before = Files.getAttribute(placed.resolve("app/agent.jar"), "unix:ino");

        assertThat(versions.place(image("two", "code"), "1.0")).isEqualTo(placed);
        assertThat(Files.getAttribute(placed.resolve("app/agent.jar"), "unix:ino"))
                .isEqualTo(before);
        Path other = versions.place(image("three", "other code"), "1.0");

        assertThat(other.getFileName().toString()).matches("1\\.0-[0-9a-f]{8}");
        assertThat(other.resolve("app/agent.jar")).hasContent("other code");
        assertThat(placed.resolve("app/agent.jar")).hasContent("code");
        assertThat(other).isNotEqualTo(placed);
    }

    @Test
    void aVersionStaysAsLongAsALinkLeadsToIt() throws IOException {
        Layout layout = layout();
        Versions versions = new Versions(layout, StepLog.NONE);
        for (String version : List.of("1.0", "2.0", "3.0")) {
            versions.run(versions.place(image("image " + version, version), version));
            versions.run(layout.image(version));
            versions.prune();
        }
        assertThat(names(layout.versions())).containsExactly("2.0", "3.0");
        assertThat(Files.readSymbolicLink(layout.previous())).isEqualTo(Path.of("versions/2.0"));
        assertThat(Files.readSymbolicLink(layout.proven())).isEqualTo(Path.of("versions/3.0"));

        Path onTrial = versions.place(image("image 4.0", "4.0"), "4.0");
        Files.createSymbolicLink(layout.program().resolve(Layout.NEXT), Path.of("versions/4.0"));
        versions.prune();
        assertThat(onTrial).exists();

        versions.clean();
        versions.prune();
        assertThat(names(layout.versions())).containsExactly("2.0", "3.0");
    }

    @Test
    void aVersionStaysAsLongAsAProcessRunsFromIt() throws IOException {
        Layout layout = layout();
        Path running = Files.createDirectories(layout.image("1.0").resolve("runtime/bin"));
        Files.copy(Path.of("/bin/sleep"), running.resolve("java"));
        Process process = new ProcessBuilder(running.resolve("java").toString(), "600").start();
        try {
            new Versions(layout, StepLog.NONE).prune();
            assertThat(layout.image("1.0")).exists();
        } finally {
            process.destroyForcibly().onExit().join();
        }
        new Versions(layout, StepLog.NONE).prune();
        assertThat(layout.image("1.0")).doesNotExist();
    }

    @Test
    void whatAKilledCopyHasLeftIsThrownAway() throws IOException {
        Layout layout = layout();
        Path half = Files.createDirectories(layout.versions().resolve(".unfinished/app"));
        Files.writeString(half.resolve("agent.jar"), "ha");
        Files.createSymbolicLink(layout.program().resolve(".current.new"), Path.of("nowhere"));
        Versions versions = new Versions(layout, StepLog.NONE);
        versions.run(versions.place(image("one", "code"), "1.0"));

        assertThat(layout.versions()).isDirectoryContaining("glob:**/1.0");
        try (var left = Files.list(layout.versions())) {
            assertThat(left).hasSize(1);
        }
        assertThat(layout.program().resolve(".current.new")).doesNotExist();
        assertThat(layout.launcher()).hasContent("launcher");
    }

    @Test
    void anImageThatLiesInPlaceIsRunWhereItIs() throws IOException {
        Layout layout = layout();
        Files.createDirectories(layout.versions());
        Image there = image("opt/noderax-agent/versions/2.0+deb", "code");

        assertThat(new Versions(layout, StepLog.NONE).place(there, "2.0")).isEqualTo(there.folder());
    }

    @Test
    void theProgramOfAnEarlierMakeGivesItsPlaceToTheLink() throws IOException {
        Layout layout = layout();
        Files.createDirectories(layout.program());
        Files.writeString(layout.launcher(), "a program");
        Versions versions = new Versions(layout, StepLog.NONE);
        versions.run(versions.place(image("one", "code"), "1.0"));

        assertThat(layout.launcher()).isSymbolicLink().hasContent("launcher");
    }

    @Test
    void aFileOfSomebodyElseIsNotReplacedByALink() throws IOException {
        Layout layout = layout();
        Files.createDirectories(layout.command().getParent());
        Files.writeString(layout.command(), "mine");
        Versions versions = new Versions(layout, StepLog.NONE);
        Path placed = versions.place(image("one", "code"), "1.0");

        assertThatThrownBy(() -> versions.run(placed))
                .isInstanceOf(SetupFailed.class)
                .hasMessageContaining(layout.command() + " is there already");
        assertThat(layout.command()).hasContent("mine");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private Layout layout() throws IOException {
        return new Layout(folder.toRealPath());
    }

    private Image image(String name, String code) throws IOException {
        Path image = Files.createDirectories(folder.toRealPath().resolve(name));
        Files.createDirectories(image.resolve("app"));
        Files.createDirectories(image.resolve("runtime/bin"));
        Files.writeString(image.resolve("app/agent.jar"), code);
        Files.createSymbolicLink(image.resolve("app/link"), Path.of("agent.jar"));
        for (String program : List.of("noderax-agent", "runtime/bin/java")) {
            Files.writeString(image.resolve(program), "launcher");
            Files.setPosixFilePermissions(image.resolve(program), PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.setPosixFilePermissions(image.resolve("app/agent.jar"), PosixFilePermissions.fromString("rw-rw-rw-"));
        return new Image(image);
    }
}
