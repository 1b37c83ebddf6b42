package io.noderax.agent.policy;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.tasks.PolicyGate;
import io.noderax.linux.ResourceLimits;
import io.noderax.protocol.rootaccess.RootProfile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policy of this node, as its files are at the moment of the question. A policy that cannot be trusted or understood refuses
 * everything that a policy could be about. Safe for several threads.
 */
public final class NodePolicy implements PolicyGate {
    private static final String REFUSES = "the policy of this node refuses it: ";

    private final PolicyFolder folder;
    private final boolean agentIsRoot;
    private final Clock clock;
    private Read read = new Read("", Policy.NONE, null); // guarded by this
    private @Nullable LastRefusal lastRefusal; // guarded by this

    /** What the files said when they were read: rules, or what is wrong with them. */
    private record Read(
            String signature, Policy policy, @Nullable String broken) {}

    /**
     * How much there is.
     *
     * @param broken what is wrong with the files, so that everything is refused; null when nothing is
     */
    public record Summary(int files, int rules, @Nullable String broken) {}

    /** The last thing that was refused. */
    public record LastRefusal(Instant at, String sentence) {}

    /**
     * @param owner whose files count
     * @param agentIsRoot whether what runs as the agent runs as root
     */
    NodePolicy(Path root, int owner, boolean agentIsRoot, Clock clock) {
        this.folder = new PolicyFolder(root, owner);
        this.agentIsRoot = agentIsRoot;
        this.clock = clock;
    }

    /** The policy below {@code root}, whose files belong to the user root. No setting and no variable leads elsewhere. */
    public static NodePolicy below(Path root, boolean agentIsRoot, Clock clock) {
        return new NodePolicy(root, 0, agentIsRoot, clock);
    }

    @Override
    public @Nullable String refusal(ClaimedTask task) {
        return noted(judgeTask(task.type(), task.payload()));
    }

    @Override
    public @Nullable String refusalAsRoot(String surface) {
        return noted(judgeRoot(surface));
    }

    @Override
    public ResourceLimits limits() {
        return read().policy().limits();
    }

    /** Null when a terminal may be opened. */
    public @Nullable String terminalRefusal(boolean runAsRoot) {
        return noted(judgeTerminal(runAsRoot));
    }

    /** Null when that profile of root access may be applied. */
    public @Nullable String profileRefusal(RootProfile wanted) {
        return noted(new Verdict(judgeProfile(wanted), List.of()));
    }

    /** The highest profile of root access that may be applied. */
    public RootProfile highestProfile() {
        Read now = read();
        return now.broken() == null ? now.policy().highestProfile() : RootProfile.OFF;
    }

    /** What would happen to a task. */
    public Verdict judgeTask(String type, @Nullable Object payload) {
        return judge(TaskQuestion.of(type, payload, agentIsRoot));
    }

    /** Why that profile of root access would not be applied; null when it would. */
    public @Nullable String judgeProfile(RootProfile wanted) {
        Read now = read();
        if (wanted == RootProfile.OFF) {
            return null;
        }
        return now.broken() == null ? now.policy().refusalOf(wanted) : now.broken();
    }

    /** What would happen to something that runs as root, of which nothing else is known. */
    public Verdict judgeRoot(String surface) {
        return judge(new Asked(Map.of(Kind.USERS, List.of("root")), surface, List.of()));
    }

    /** What would happen to a terminal. */
    public Verdict judgeTerminal(boolean runAsRoot) {
        String user = runAsRoot || agentIsRoot ? "root" : "agent";
        return judge(Asked.of(Kind.TERMINALS, user)
                .as(user, runAsRoot ? RootSurfaces.TERMINAL : null)
                .build());
    }

    /** What stands in the files, a line each, after a sentence on the whole. */
    public List<String> words() {
        Read now = read();
        List<String> lines = new ArrayList<>();
        lines.add("policy of this node: " + path());
        if (now.broken() != null) {
            lines.add("broken, so everything is refused: " + now.broken());
        } else if (now.policy().files().isEmpty()) {
            lines.add("there is no file: everything is allowed that a server asks for, as far as root access goes");
        } else {
            lines.add("highest root access profile: "
                    + now.policy().highestProfile().wireName());
        }
        lines.addAll(PolicyWords.of(now.policy()));
        return lines;
    }

    /** The folder of its files. */
    public Path path() {
        return folder.path();
    }

    public Summary summary() {
        Read now = read();
        return new Summary(now.policy().files().size(), now.policy().ruleCount(), now.broken());
    }

    public synchronized @Nullable LastRefusal lastRefusal() {
        return lastRefusal;
    }

    private Verdict judge(Asked asked) {
        Read now = read();
        return now.broken() == null ? now.policy().judge(asked, clock.instant()) : Verdict.refused(now.broken());
    }

    private synchronized @Nullable String noted(Verdict verdict) {
        String refusal = verdict.refusal();
        if (refusal == null) {
            return null;
        }
        String sentence = REFUSES + refusal;
        lastRefusal = new LastRefusal(clock.instant(), sentence);
        return sentence;
    }

    /** Reads the files again when anything about them has changed. */
    private synchronized Read read() {
        try {
            String signature = folder.signature();
            if (read.broken() != null || !signature.equals(read.signature())) {
                read = new Read(signature, folder.read(), null);
            }
        } catch (BrokenPolicy e) {
            read = new Read("", Policy.NONE, String.valueOf(e.getMessage()));
        }
        return read;
    }
}
