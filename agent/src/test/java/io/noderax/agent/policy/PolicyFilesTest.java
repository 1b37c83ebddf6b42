package io.noderax.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.linux.OwnUser;
import io.noderax.linux.ResourceLimits;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot be trusted or understood: everything is refused, and the reason names the file. */
class PolicyFilesTest {
    @TempDir
    private Path root;

    private TestPolicy node;

    @BeforeEach
    void aMachineWithAPolicyThatAllowsEverything() throws IOException {
        node = new TestPolicy(root);
        node.write("10.json", "{\"allow\": {\"tasks\": [\"*\"]}}");
        assertThat(node.command("id")).isNull();
    }

    @Test
    void ofTheLimitsOfAllFilesTheStricterCountAndABadOneIsNamed() throws IOException {
        node.write("20.json", "{\"limits\": {\"memoryMax\": \"64 MB\", \"pidsMax\": 100}}");
        node.write("30.json", "{\"limits\": {\"memoryMax\": \"128 MB\", \"cpuMax\": 1.5, \"pidsMax\": 20}}");
        assertThat(node.policy().limits()).isEqualTo(new ResourceLimits(64L << 20, 1.5, 20L));

        node.write("30.json", "{\"limits\": {\"memoryMax\": \"lots\"}}");
        refusesEverything("limits.memoryMax must be a size like 256 MB, 512KB or 1 GB, at least 1024 KB (got lots)");
        node.write("30.json", "{\"limits\": {\"diskMax\": 1}}");
        refusesEverything("unknown member diskMax in limits");
    }

    @Test
    void aFileThatGroupOrOthersMayWriteIsNotTrusted() throws IOException {
        for (String mode : new String[] {"rw-rw-r--", "rw-r--rw-"}) {
            Files.setPosixFilePermissions(node.file("10.json"), PosixFilePermissions.fromString(mode));
            refusesEverything(node.file("10.json") + ": must not be writable for group or others");
        }
        Files.setPosixFilePermissions(node.file("10.json"), PosixFilePermissions.fromString("r--r--r--"));
        assertThat(node.command("id")).isNull();
    }

    @Test
    void aFolderOrAParentThatOthersMayWriteIsNotTrusted() throws IOException {
        for (Path folder = node.folder(); folder.startsWith(root); folder = folder.getParent()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
            refusesEverything(folder + ": must not be writable for group or others");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(node.command("id")).isNull();
    }

    @Test
    void aFileOrFolderOfAnotherUserIsNotTrusted() throws IOException {
        assumeTrue(OwnUser.isRoot() || System.getenv("CI") != null, "needs root");
        for (Path path : new Path[] {node.file("10.json"), node.folder(), root.resolve("etc")}) {
            Files.setAttribute(path, "unix:uid", 12345);
            refusesEverything(path + ": must belong to root (its owner is the user number 12345)");
            Files.setAttribute(path, "unix:uid", 0);
        }
        assertThat(node.command("id")).isNull();
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(root.resolve("elsewhere"), "{}");
        Files.createSymbolicLink(node.file("20.json"), elsewhere);
        refusesEverything(node.file("20.json") + ": must be a regular file");
        Files.delete(node.file("20.json"));
        Files.move(node.folder(), root.resolve("real"));
        Files.createSymbolicLink(node.folder(), root.resolve("real"));
        refusesEverything(node.folder() + ": must be a folder");
    }

    @Test
    void aFolderInThePlaceOfAFileIsNotPassedOver() throws IOException {
        Files.createDirectory(node.file("20.json"));

        refusesEverything(node.file("20.json") + ": must be a regular file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {#"deny": {"taks": ["x"]}}                         | line 2: unknown member taks in deny; allowed: tasks, commands
                    {#"allows": {}}                                    | line 2: unknown member allows; allowed: allow, deny
                    {"deny":#{"tasks":#"x"}}                           | line 3: deny.tasks must be a list
                    {"deny": {"tasks": ["x",#7]}}                      | line 2: each of tasks must be a text
                    {"deny": {"commands": [#{"regex": ".*"}]}}         | line 2: each of commands must be a text
                    {"deny": {"commands": [{"prefix": ""}]}}           | line 1: prefix must be a text that is not empty
                    {"deny": {"users": ["admin"]}}                     | line 1: users must be agent, root or *
                    {"deny": [],#"deny": {}}                           | line
                    {"allow": {"tasks": ["a"], "tasks": ["b"]}}        | line 1
                    {"highestRootProfile": "everything"}               | highestRootProfile must be one of off, operational
                    {"allow": {"hours": [{"from": "25:00"}]}}          | from must be a time like 08:00
                    {"allow": {"hours": [{"days": ["someday"]}]}}      | days must be mon, tue
                    {"allow": {"hours": [{"zone": "Mars"}]}}           | zone must be a time zone
                    {"allow": {"hours": [{"until": "1"}]}}             | unknown member until in hours
                    {"deny": {"tasks": ["x"]}                          | not valid JSON
                    []                                                 | expected a JSON object
                    {} {}                                              | not valid JSON
                    """)
    void whatIsNotUnderstoodRefusesEverything(String json, String problem) throws IOException {
        node.write("20.json", json.replace('#', '\n'));

        refusesEverything(problem);
    }

    @Test
    void anEmptyOrHugeFileRefusesEverything() throws IOException {
        node.write("20.json", "");
        refusesEverything("20.json");
        node.write("20.json", "{\"comment\": \"" + "x".repeat(1_100_000) + "\"}");
        refusesEverything("larger than 1 MiB");
    }

    private void refusesEverything(String because) {
        assertThat(node.command("id")).contains(because).contains(root.toString());
        assertThat(node.policy().terminalRefusal(false)).contains(because);
        assertThat(node.policy().profileRefusal(RootProfile.TASK)).contains(because);
        assertThat(node.policy().profileRefusal(RootProfile.OFF)).isNull();
        assertThat(node.policy().highestProfile()).isEqualTo(RootProfile.OFF);
        assertThat(node.policy().summary().broken()).contains(because);
    }
}
