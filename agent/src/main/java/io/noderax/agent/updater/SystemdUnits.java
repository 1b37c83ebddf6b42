package io.noderax.agent.updater;

import io.noderax.agent.files.StepLog;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.service.HostTools;
import io.noderax.agent.service.Layout;
import io.noderax.agent.service.SetupFailed;
import io.noderax.agent.service.SpareUnits;
import io.noderax.agent.service.Systemd;
import io.noderax.agent.service.UnitFiles;
import io.noderax.agent.service.UnitSet;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The units of systemd: the image is asked for its own, and those of before lie ready for as long as it is on trial. */
final class SystemdUnits implements VersionUnits {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final int LONGEST = 1 << 16;
    private static final int UNKNOWN_COMMAND = 2;

    private final UnitFiles files;
    private final Systemd systemd;
    private final SpareUnits spare;
    private final StepLog steps;
    private final EventLog log;

    SystemdUnits(Layout layout, HostTools tools, StepLog steps, EventLog log) {
        this.files = new UnitFiles(layout, steps);
        this.systemd = new Systemd(tools);
        this.spare = new SpareUnits(files, systemd);
        this.steps = steps;
        this.log = log;
    }

    @Override
    public void prepare(Path image) throws UpdateFailed, IOException {
        files.prepare(of(image).files());
    }

    @Override
    public boolean goOn(Path image) throws UpdateFailed, IOException {
        UnitSet units = of(image);
        boolean changed = files.goOn();
        if (units.units().isEmpty()) {
            return changed;
        }
        try {
            steps.begin("have systemd read the units");
            systemd.reload();
            systemd.enable(units.enabled());
            systemd.start(units.waiting());
            return changed;
        } catch (SetupFailed e) {
            throw new UpdateFailed("the units of the new version cannot be used: " + e.getMessage());
        }
    }

    @Override
    public boolean goBack() throws IOException {
        List<String> added = files.added();
        boolean changed = files.goBack();
        steps.begin("have systemd read the units of before");
        systemd.reload();
        spare.remove(added);
        return changed || !added.isEmpty();
    }

    @Override
    public void keep(Path image) throws UpdateFailed, IOException {
        UnitSet units = of(image);
        if (!units.units().isEmpty()) {
            List<String> others = new ArrayList<>(files.names());
            others.removeAll(units.files().keySet());
            spare.remove(others);
        }
    }

    @Override
    public void clean() throws IOException {
        files.clean();
    }

    /** Empty when the image is of a time when nobody asked: then all units stay as they are. */
    private UnitSet of(Path image) throws UpdateFailed {
        String program = image.resolve("noderax-agent").toString();
        Program.Ended ended = Program.run(List.of(program, "units"), LONGEST_ANSWER, LONGEST);
        if (ended.code() == UNKNOWN_COMMAND) {
            log.info("the version says nothing of its units, they stay as they are", "image", image);
            return new UnitSet(List.of());
        }
        if (ended.code() != 0) {
            throw new UpdateFailed("the version cannot say its units: `noderax-agent units` ended with code "
                    + ended.code() + " and said \"" + ended.output() + "\"");
        }
        try {
            return checked(
                    Fields.read(Json.parseObject(lastLine(ended.output())), Fields.Unknown.IGNORED, UnitSet::read));
        } catch (JsonException | InvalidFields e) {
            throw new UpdateFailed("the version's units cannot be understood: " + e.getMessage());
        }
    }

    /** What a runtime has to say of itself comes before it. */
    private static String lastLine(String output) {
        return output.substring(output.lastIndexOf('\n') + 1);
    }

    private static UnitSet checked(UnitSet units) throws UpdateFailed {
        for (UnitSet.Unit unit : units.units()) {
            if (!unit.hasOurName()) {
                throw new UpdateFailed("the version's unit " + unit.name() + " cannot be one of the agent");
            }
        }
        return units;
    }
}
