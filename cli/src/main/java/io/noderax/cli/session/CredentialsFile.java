package io.noderax.cli.session;

import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.PrivateFile;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The operator's credentials on disk: {@code ~/.config/noderax/credentials.json}, readable by nobody else. */
public final class CredentialsFile {
    private final Path file;

    CredentialsFile(Path file) {
        this.file = file;
    }

    /** The file of this person; {@code XDG_CONFIG_HOME} moves it. */
    public static CredentialsFile in(Surroundings surroundings) {
        String config = surroundings.variable("XDG_CONFIG_HOME");
        Path folder = config == null ? surroundings.userHome().resolve(".config") : Path.of(config);
        return new CredentialsFile(folder.resolve("noderax").resolve("credentials.json"));
    }

    /**
     * Reads the credentials; null when there are none.
     *
     * @throws CommandFailure when the file is there but cannot be understood
     */
    public @Nullable Credentials read() {
        try {
            String text = PrivateFile.read(file);
            return text == null ? null : Fields.read(Json.parseObject(text), Fields.Unknown.IGNORED, Credentials::read);
        } catch (IOException | JsonException | InvalidFields | IllegalArgumentException e) {
            throw new CommandFailure("%s cannot be read (%s); remove it and sign in again with `noderax login`"
                    .formatted(file, e.getMessage()));
        }
    }

    /** Replaces the credentials in one step, with mode 0600. */
    public void write(Credentials credentials) {
        try {
            PrivateFile.write(file, credentials.toJson().toString());
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be written (%s)".formatted(file, e.getMessage()));
        }
    }

    /** Forgets the credentials; whether there were any. */
    public boolean delete() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be removed (%s)".formatted(file, e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
