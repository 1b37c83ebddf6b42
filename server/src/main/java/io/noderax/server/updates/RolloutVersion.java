package io.noderax.server.updates;

import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.update.CreateRollout;
import io.noderax.protocol.update.ReleaseManifest;
import io.noderax.server.http.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version that a rollout brings.
 *
 * @param manifest of the release; null: none is known here, nodes go back to it if they have kept it
 */
record RolloutVersion(String name, @Nullable ReleaseManifest manifest) {
    /** @throws Refusal when it cannot be brought to any node */
    static RolloutVersion of(CreateRollout asked, Releases releases) {
        String version = asked.version();
        if (version == null) {
            if (asked.isRollback()) {
                throw Refusal.badRequest(
                        "version must be given with rollback: there is no latest version to go back to");
            }
            ReleaseManifest latest = releases.latest()
                    .orElseThrow(() -> Refusal.conflict("There is no release: " + releases.whyNone()))
                    .manifest();
            return new RolloutVersion(latest.version(), latest);
        }
        if (!ReleaseManifest.isVersion(version)) {
            throw Refusal.badRequest("version must be letters, digits and ._+- (got \"" + version + "\")");
        }
        Release release = releases.find(version).orElse(null);
        if (release == null && !asked.isRollback()) {
            throw Refusal.notFound("Release %s was not found: %s".formatted(version, releases.known()));
        }
        return new RolloutVersion(version, release == null ? null : release.manifest());
    }

    /** @throws Refusal when the release has no image for the architecture of one of the nodes */
    void requireImages(List<NodeView> nodes) {
        for (NodeView node : nodes) {
            String arch = Architectures.asUname(node.arch());
            if (manifest != null && arch != null && manifest.image(arch).isEmpty()) {
                throw Refusal.badRequest("Release %s has no image for node %s, whose architecture is %s"
                        .formatted(name, node.name(), node.arch()));
            }
        }
    }
}
