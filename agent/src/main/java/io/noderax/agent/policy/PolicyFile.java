package io.noderax.agent.policy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in one file. */
record PolicyFile(
        Path path,
        List<RuleList> lists,
        @Nullable Highest highest,
        @Nullable Ceiling ceiling) {
    PolicyFile {
        lists = List.copyOf(lists);
    }
}
