package io.noderax.server.terminals;

import io.noderax.protocol.id.UserId;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The browsers at terminals through this process. Who may not any more is put out: at once when told, otherwise within 30 s. */
@Singleton
class TerminalVisitors {
    private final Database database;
    private final VisitorStore store;
    private final Set<TerminalConversation> open = ConcurrentHashMap.newKeySet();

    TerminalVisitors(Database database, VisitorStore store, Signals signals) {
        this.database = database;
        this.store = store;
        signals.on(Signal.USER_CHANGED, user -> cut(new UserId(user)));
    }

    /** The shell lives on for the detach grace, and a new connect token, which needs a sign-in, leads back to it. */
    private void cut(UserId user) {
        open.stream().filter(one -> one.pass().user().equals(user)).forEach(TerminalConversation::cut);
    }

    void came(TerminalConversation conversation) {
        open.add(conversation);
    }

    void went(TerminalConversation conversation) {
        open.remove(conversation);
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void checkAll() {
        for (TerminalConversation conversation : open) {
            if (!database.run(db -> store.mayAttach(db, conversation.pass()))) {
                conversation.cut();
            }
        }
    }
}
