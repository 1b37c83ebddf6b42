package io.noderax.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.linux.UserNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
    @TempDir
    private Path folder;

    private final List<String> ran = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private Layout layout;
    private Setup setup;

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && UserNumber.of(Layout.USER) != null,
                "needs root, and a user to whom files are given");
        layout = new Layout(folder.toRealPath());
        setup = new Setup(layout, this::tool, said::add);
    }

    @Test
    void whatAnOperatorInstallsEndsAnUpdateAndWhatHadProvenItselfCanBeGoneBackTo() throws IOException {
        setup.place(image("1"), "1.0");
        setup.place(image("2"), "2.0");
        onTrial("3.0");

        setup.place(image("4"), "4.0");

        assertThat(said).contains("ended: an update that was not over");
        assertThat(ran).contains("systemctl --quiet stop noderax-agent-update.path noderax-agent-update.service");
        assertThat(Files.readSymbolicLink(layout.current())).isEqualTo(Path.of("versions/4.0"));
        assertThat(Files.readSymbolicLink(layout.proven())).isEqualTo(Path.of("versions/4.0"));
        assertThat(Files.readSymbolicLink(layout.previous())).isEqualTo(Path.of("versions/2.0"));
        assertThat(layout.versions().toFile().list()).containsExactlyInAnyOrder("2.0", "4.0");
        assertThat(layout.pendingUpdate()).doesNotExist();
        assertThat(layout.program().toFile().list()).noneMatch(name -> name.startsWith("."));
        assertThat(layout.units().toFile().list())
                .containsExactlyInAnyOrderElementsOf(Units.files().keySet());
    }

    @Test
    void theVersionOfBeforeStaysWhenTheServiceIsSetUpAgain() throws IOException {
        setup.place(image("1"), "1.0");
        setup.place(image("2"), "2.0");
        setup.place(new Image(layout.image("2.0")), "2.0");

        assertThat(layout.versions().toFile().list()).containsExactlyInAnyOrder("1.0", "2.0");
        assertThat(Files.readSymbolicLink(layout.previous())).isEqualTo(Path.of("versions/1.0"));
    }

    @Test
    void anUpdateThatWasLeftByARemovedInstallationIsEndedToo() throws IOException {
        Files.createDirectories(layout.updaterState());
        Files.writeString(layout.pendingUpdate(), "{}");

        setup.place(image("1"), "1.0");

        assertThat(layout.pendingUpdate()).doesNotExist();
        assertThat(ran).noneMatch(command -> command.contains(" stop "));
    }

    private void onTrial(String version) throws IOException {
        Files.createDirectories(layout.updaterState());
        Files.writeString(layout.pendingUpdate(), "{}");
        Files.createDirectories(layout.image(version));
        Files.delete(layout.current());
        Files.createSymbolicLink(layout.current(), Path.of("versions", version));
        Files.createSymbolicLink(layout.program().resolve(Layout.BACK), Path.of("versions/2.0"));
        Files.createSymbolicLink(layout.program().resolve(Layout.NEXT_PROVEN), Path.of("versions", version));
        UnitFiles units = new UnitFiles(layout, _ -> {});
        units.prepare(Map.of(Units.AGENT, "of version " + version));
        units.goOn();
    }

    private Image image(String code) throws IOException {
        Path image = Files.createDirectories(folder.toRealPath().resolve("image " + code));
        Files.createDirectories(image.resolve("app"));
        Files.writeString(image.resolve("app/agent.jar"), code);
        Files.createDirectories(image.resolve("runtime/bin"));
        for (String program : List.of("noderax-agent", "runtime/bin/java")) {
            Files.writeString(image.resolve(program), "");
            image.resolve(program).toFile().setExecutable(true);
        }
        return new Image(image);
    }

    private HostTools.Said tool(List<String> command) {
        String words = String.join(" ", command);
        ran.add(words);
        if (words.equals("systemctl is-system-running")) {
            return new HostTools.Said(0, "running\n");
        }
        return words.startsWith("getent passwd")
                ? new HostTools.Said(0, "noderax:x:997:997::/var/lib/noderax-agent:/usr/sbin/nologin\n")
                : new HostTools.Said(0, "");
    }
}
