package io.noderax.server.terminals;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link ViewerLoop} needs from around it. */
interface ViewerHost {
    /** The next pieces of the transcript above the number, in order; none when there is no more. */
    List<Piece> after(long seq);

    /** The session stands there now; may come late, and more than once. */
    void changed(StoredSession session);

    /** The browser has been sent more output. */
    void progressed();

    /** The browser reads slowly: the shell may go on up to the offset; null: it keeps up again. */
    void holds(@Nullable Long offset);

    /** The browser takes nothing any more, and was let go of. */
    void stalled();
}
