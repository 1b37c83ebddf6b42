package io.noderax.agent.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.operations.OperationalCommand;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A typed request becomes the same command as its task, and nothing else becomes one. */
class PackageOperationsTest {
    @TempDir
    private Path root;

    private PackageOperations operations;

    @BeforeEach
    void aMachineWithApt() throws Exception {
        Path folder = Files.createDirectories(root.resolve("usr/bin"));
        for (String program : List.of("apt-get", "dpkg-query")) {
            Files.createFile(
                    folder.resolve(program),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        operations = new PackageOperations(
                new PackageMachine(root, new ProcessTable(Path.of("/proc")), Map.of("PATH", "/usr/bin"), "/root"));
    }

    @Test
    void theRequestOfATaskBecomesItsCommand() throws Exception {
        List<PackageName> names = List.of(
                PackageName.of("nano").orElseThrow(),
                PackageName.of("libc6:i386=2.36").orElseThrow());
        Duration wait = Duration.ofSeconds(90);

        OperationalCommand command = operations.of(PackageOperations.request(PackageOperation.INSTALL, names, wait));

        assertThat(command.argv()).isEqualTo(new Apt().change(PackageOperation.INSTALL, names, wait));
        assertThat(command.environment())
                .containsEntry("DEBIAN_FRONTEND", "noninteractive")
                .containsEntry("LC_ALL", "C.UTF-8")
                .containsEntry("HOME", "/root");
    }

    @Test
    void whatTheTasksWouldRefuseIsRefusedAgain() {
        refused(request("packageInstall", List.of("-y")), "names must be name, name:arch");
        refused(request("packageInstall", List.of("a;b")), "names must be name, name:arch");
        refused(request("packageInstall", List.of()), "names must have at least one");
        refused(request("packageRepair", List.of("nano")), "names must be empty");
        refused(request("packageList", List.of()), "operation must be one of");
        refused(
                request("packageInstall", List.of("nano")).toBuilder()
                        .put("argv", List.of("id"))
                        .build(),
                "argv");
        refused(
                request("packageInstall", List.of("nano")).toBuilder()
                        .put("lockWaitSeconds", 6000)
                        .build(),
                "lockWaitSeconds");
    }

    private void refused(JsonObject request, String words) {
        assertThatThrownBy(() -> operations.of(request))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining(words);
    }

    private static JsonObject request(String operation, List<String> names) {
        return JsonObject.builder()
                .put("operation", operation)
                .put("names", names)
                .put("lockWaitSeconds", 30)
                .build();
    }
}
