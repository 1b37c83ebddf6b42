package io.noderax.protocol.task;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link ClaimRequest}; without a task when there was none. */
public record ClaimAnswer(@Nullable TaskView task, boolean outputTruncated, DesiredRootAccess rootAccess)
        implements JsonMessage {
    public static ClaimAnswer read(Fields fields) {
        TaskView task = fields.optional("task", TaskView::read);
        DesiredRootAccess rootAccess = fields.optional("rootAccess", DesiredRootAccess::read);
        if (rootAccess == null) {
            throw new InvalidFields(List.of("rootAccess must be an object"));
        }
        return new ClaimAnswer(task, Boolean.TRUE.equals(fields.optionalBoolean("outputTruncated")), rootAccess);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("task", task)
                .put("outputTruncated", outputTruncated)
                .put("rootAccess", rootAccess)
                .build();
    }
}
