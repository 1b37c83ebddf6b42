package io.noderax.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.socketio.packet.Encoded;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Time moves by hand, and listeners run when the test says so. */
class SocketServerTest {
    private static final EngineSettings SETTINGS =
            EngineSettings.defaults().with(new EngineSettings.Limits(1000, 1000, 4, 2));

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> happened = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000_000;
    private final SocketServer server = new SocketServer(SETTINGS, tasks::add, new Random(1), () -> now);
    private final Namespace namespace = server.serve(new Gateway() {
        @Override
        public String namespace() {
            return "/a";
        }

        @Override
        public Admission connect(ConnectRequest request) {
            return Admission.accept(SocketServerTest.this::open);
        }
    });

    private SocketListener open(Peer peer) {
        peers.add(peer);
        return new SocketListener() {
            @Override
            public void event(SocketEvent event) {
                happened.add(event.name());
                event.acknowledge();
            }

            @Override
            public void closed(CloseReason reason) {
                happened.add(reason.toString());
            }

            @Override
            public void writable() {
                happened.add("writable");
            }

            @Override
            public boolean admits(String event) {
                return !event.equals("too much");
            }

            @Override
            public void limited(SocketEvent event) {
                happened.add("limited");
            }
        };
    }

    private final FakeLink link = new FakeLink();

    private static RequestHead head(Map<String, String> query) {
        return new RequestHead("GET", query, Map.of(), "127.0.0.1");
    }

    private WebSocketEars connected() {
        WebSocketEars ears = server.open(head(Map.of("EIO", "4", "transport", "websocket")), link);
        assertThat(ears).isNotNull();
        ears.text("40/a,");
        run();
        link.take();
        return ears;
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
        server.sweep();
        run();
    }

    @Test
    void aClientIsPingedAndStaysWhileItAnswers() {
        WebSocketEars ears = connected();
        for (int ping = 0; ping < 10; ping++) {
            pass(Duration.ofSeconds(25));
            assertThat(link.take()).containsExactly("2");
            ears.text("3");
        }
        pass(Duration.ofSeconds(25));
        pass(Duration.ofSeconds(20));
        assertThat(happened).containsExactly("ping timeout");
        assertThat(link.isClosed()).isTrue();
        assertThat(server.clients()).isZero();
    }

    @Test
    void whoEntersNoNamespaceIsClosed() {
        WebSocketEars ears = server.open(head(Map.of()), link);
        pass(Duration.ofSeconds(25));
        ears.text("3");
        pass(Duration.ofSeconds(19));
        assertThat(link.isClosed()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void aClientWhoseEventsWaitIsNoLongerReadUntilTheyAreDone() {
        WebSocketEars ears = connected();
        for (int event = 0; event < 4; event++) {
            assertThat(link.isPaused()).isFalse();
            ears.text("42/a,[\"e" + event + "\"]");
        }
        assertThat(link.isPaused()).isTrue();
        assertThat(happened).isEmpty();
        run();
        assertThat(link.isPaused()).isFalse();
        assertThat(happened).containsExactly("e0", "e1", "e2", "e3");
    }

    @Test
    void aClientThatIsNotReadIsNotBlamedForItsSilence() {
        WebSocketEars ears = connected();
        peers.getFirst().pauseReading();
        for (int minute = 0; minute < 10; minute++) {
            pass(Duration.ofMinutes(1));
        }
        assertThat(happened).isEmpty();
        peers.getFirst().resumeReading();
        ears.text("3");
        pass(Duration.ofSeconds(24));
        assertThat(happened).isEmpty();
    }

    @Test
    void whatDoesNotFitIsNotTakenAndTheApplicationHearsWhenThereIsRoom() {
        connected();
        Peer peer = peers.getFirst();
        Encoded packet = namespace.encode("e", "\"" + "x".repeat(300) + "\"");
        link.fill(true);
        assertThat(peer.emit(packet)).isTrue();
        assertThat(peer.isWritable()).isTrue();
        assertThat(peer.emit(packet)).isTrue();
        assertThat(peer.isWritable()).isFalse();
        assertThat(peer.emit(packet)).isFalse();
        assertThat(peer.pendingBytes()).isBetween(700L, 1000L);
        link.fill(false);
        server.sweep();
        assertThat(peer.emit("now")).isTrue();
        run();
        assertThat(link.take()).containsExactly(packet.frame(), packet.frame(), "42/a,[\"now\"]");
        assertThat(peer.pendingBytes()).isZero();
        assertThat(happened).containsExactly("writable");
    }

    @Test
    void whoAsksWithoutReadingTheAnswersIsCutOff() {
        WebSocketEars ears = connected();
        link.fill(true);
        for (int event = 0; event < 100; event++) {
            ears.text("42/a," + event + "[\"e\"]");
            run();
        }
        assertThat(happened).last().isEqualTo(CloseReason.TOO_SLOW.toString());
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void anEventThatIsNotAdmittedKeepsItsPlace() {
        WebSocketEars ears = connected();
        ears.text("42/a,[\"one\"]");
        ears.text("42/a,[\"too much\"]");
        ears.text("42/a,[\"two\"]");
        run();
        assertThat(happened).containsExactly("one", "limited", "two");
    }

    @Test
    void aFrameAboveTheLimitEndsTheConnection() {
        WebSocketEars ears = connected();
        ears.text("42/a,[\"e\",\"" + "x".repeat(1000) + "\"]");
        run();
        assertThat(happened).containsExactly("parse error");
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void nothingIsHeardAfterTheEnd() {
        WebSocketEars ears = connected();
        peers.getFirst().join("room");
        ears.closed();
        ears.text("42/a,[\"late\"]");
        run();
        assertThat(happened).containsExactly("transport close");
        assertThat(peers.getFirst().emit("e")).isFalse();
        assertThat(namespace.peers()).isEmpty();
        assertThat(namespace.members("room")).isEmpty();
        peers.getFirst().join("room");
        assertThat(namespace.members("room")).isEmpty();
    }

    @Test
    void aStopClosesAllAndLetsNobodyIn() {
        connected();
        server.close();
        run();
        assertThat(happened).containsExactly("server shutting down");
        assertThat(link.take()).isEmpty();
        assertThat(server.refusalOfWebSocket(head(Map.of("EIO", "4", "transport", "websocket"))))
                .isNotNull();
    }

    @Test
    void anEndedPollerThatNeverFetchesItsEndIsForgotten() {
        List<String> answers = new ArrayList<>();
        server.poll(head(Map.of("EIO", "4", "transport", "polling")), (_, _, body) -> answers.add(body));
        assertThat(server.clients()).isEqualTo(1);
        server.close();
        assertThat(server.clients()).isEqualTo(1);
        pass(Duration.ofSeconds(10));
        assertThat(server.clients()).isZero();
    }

    @Test
    void aTrialOfAWebSocketThatDoesNotEndIsBrokenOff() {
        List<String> answers = new ArrayList<>();
        server.poll(head(Map.of("EIO", "4", "transport", "polling")), (_, _, body) -> answers.add(body));
        String sid = answers.getFirst().substring(9, 29);
        assertThat(server.open(head(Map.of("sid", sid)), link)).isNotNull();
        assertThat(server.open(head(Map.of("sid", sid)), new FakeLink())).isNull();
        pass(Duration.ofSeconds(10));
        assertThat(link.isClosed()).isTrue();
        assertThat(server.clients()).isEqualTo(1);
    }

    @Test
    void aBucketRefillsEvenly() {
        TokenBucket bucket = new TokenBucket(2, Duration.ofSeconds(2), () -> now);
        assertThat(List.of(bucket.take(), bucket.take(), bucket.take())).containsExactly(true, true, false);
        now += Duration.ofMillis(1500).toNanos();
        assertThat(List.of(bucket.take(), bucket.take())).containsExactly(true, false);
        now += Duration.ofMillis(500).toNanos();
        assertThat(bucket.take()).isTrue();
    }
}
