package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.io.InputStream;

/** How an operator sees a task's log: by lines, or by bytes where the server has them. */
interface ObservedLog {
    /** Reads all of it and holds it against what was written. */
    void read(String task, SeenStream out, SeenStream err);

    /** What the operator can see at most of what a task has written. */
    InputStream visible(InputStream written);

    /** Whether nothing more will come. */
    boolean isSettled(JsonObject task);

    /** By bytes when the server knows the route. */
    static ObservedLog of(Operator operator, String anyTask) {
        boolean bytes = operator.http()
                        .get("/api/v1/tasks/" + anyTask + "/output?offset=0&limit=1")
                        .status()
                == 200;
        return bytes ? new FrameLog(operator) : new LineLog(operator);
    }
}
