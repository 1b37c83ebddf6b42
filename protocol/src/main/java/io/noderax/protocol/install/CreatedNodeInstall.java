package io.noderax.protocol.install;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * A prepared installation, flat on the wire, with the command to paste on the machine.
 *
 * @param installCommand the only place where the bootstrap token is ever shown; never printed
 */
public record CreatedNodeInstall(NodeInstallView install, String installCommand, String scriptUrl, String apiUrl)
        implements JsonMessage {
    public static CreatedNodeInstall read(Fields fields) {
        return new CreatedNodeInstall(
                NodeInstallView.read(fields),
                fields.secret("installCommand", 1, 10_000),
                fields.text("scriptUrl", 1, 2000),
                fields.text("apiUrl", 1, 2000));
    }

    @Override
    public JsonObject toJson() {
        return install.toJson().toBuilder()
                .put("installCommand", installCommand)
                .put("scriptUrl", scriptUrl)
                .put("apiUrl", apiUrl)
                .build();
    }

    @Override
    public String toString() {
        return "CreatedNodeInstall[" + install.installId() + "]";
    }
}
