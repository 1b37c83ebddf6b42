package io.noderax.testkit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.telemetry.AgentMetrics;
import io.noderax.protocol.telemetry.HttpMetrics;
import io.noderax.protocol.terminal.OutputPlace;
import io.noderax.protocol.terminal.ResizeTerminal;
import io.noderax.protocol.terminal.ResumeTerminal;
import io.noderax.protocol.terminal.StartTerminal;
import io.noderax.protocol.terminal.StopTerminal;
import io.noderax.protocol.terminal.TerminalAck;
import io.noderax.protocol.terminal.TerminalError;
import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalInput;
import io.noderax.protocol.terminal.TerminalOpened;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.protocol.terminal.TerminalResumed;
import io.noderax.protocol.terminal.TerminalTaken;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Terminals and readings on the socket: what the reference sends, and takes, is what ours reads and writes. */
class GoldenEventsTest {
    private static final Map<String, Function<Fields, ? extends JsonMessage>> EVENTS = Map.of(
            "terminal.start", StartTerminal::read,
            "terminal.input", TerminalInput::read,
            "terminal.resize", ResizeTerminal::read,
            "terminal.stop", StopTerminal::read,
            "terminal.opened", TerminalOpened::read,
            "terminal.output", TerminalOutput::read,
            "terminal.exited", TerminalExited::read,
            "terminal.error", TerminalError::read,
            "agent.metrics", AgentMetrics::read);

    /** What the recorder sent to see it refused, or in a form that we only read; by recording and place. */
    private static final Set<String> READ_ONLY = Set.of(
            "07-agent-realtime-socket #46: agent.metrics",
            "07-agent-realtime-socket #50: agent.metrics",
            "07-agent-realtime-socket #54: agent.metrics",
            "07-agent-realtime-socket #71: agent.metrics",
            "08-terminal #90: terminal.output",
            "08-terminal #156: terminal.output",
            "08-terminal #168: terminal.opened",
            "00-happy-path #23: agent.metrics",
            "07-agent-realtime-socket #83: agent.metrics",
            "07-agent-realtime-socket #89: agent.metrics");

    private static final Set<String> BROKEN = Set.of(
            "07-agent-realtime-socket #59: agent.metrics",
            "07-agent-realtime-socket #65: agent.metrics",
            "07-agent-realtime-socket #77: agent.metrics",
            "07-agent-realtime-socket #351: agent.metrics",
            "07-agent-realtime-socket #374: terminal.output",
            "08-terminal #126: terminal.output",
            "08-terminal #132: terminal.output",
            "08-terminal #138: terminal.output",
            "08-terminal #150: terminal.output",
            "08-terminal #174: terminal.exited");

    @Test
    void everyEventPrintsBackAsItWasSent() {
        Set<String> compared = new HashSet<>();
        events().filter(event -> !READ_ONLY.contains(event.toString()) && !BROKEN.contains(event.toString()))
                .forEach(event -> {
                    assertThat(read(event).toJson()).as(event.toString()).isEqualTo(event.body());
                    compared.add(event.name());
                });
        assertThat(compared).hasSizeGreaterThanOrEqualTo(EVENTS.size() - 1);
    }

    @Test
    void otherFormsAreReadAndMeanTheSameWhenWeWriteThem() {
        events().filter(event -> READ_ONLY.contains(event.toString())).forEach(event -> {
            JsonMessage message = read(event);
            JsonMessage again = Fields.read(message.toJson(), Fields.Unknown.IGNORED, EVENTS.get(event.name()));
            assertThat(again).as(event.toString()).isEqualTo(message);
        });
    }

    @Test
    void whatTheReferenceRefusesIsRefused() {
        events().filter(event -> BROKEN.contains(event.toString()))
                .forEach(event -> assertThatThrownBy(() -> read(event))
                        .as(event.toString())
                        .isInstanceOf(InvalidFields.class));
    }

    @Test
    void everyEventThatIsNamedHereIsRecorded() {
        List<String> recorded = events().map(SocketEvent::toString).toList();
        assertThat(recorded).containsAll(READ_ONLY).containsAll(BROKEN);
    }

    @Test
    void aRefusedPayloadIsNotShown() {
        JsonObject input = Json.parseObject("""
                {"type": "terminal.input", "sessionId": "a9ba5566-59ba-482c-87f3-14022108b84f", "payload": "hunter2!"}""");
        assertThatThrownBy(() -> Fields.read(input, Fields.Unknown.IGNORED, TerminalInput::read))
                .hasMessage("payload must be base64 encoded");
    }

    @Test
    void overHttpReadingsAreFlat() {
        List<Exchange> taken = Recordings.load("03-node-install-and-legacy-http").stream()
                .filter(exchange -> exchange.route().equals("POST /api/v1/agent/metrics") && exchange.isSuccess())
                .toList();
        assertThat(taken).hasSizeGreaterThanOrEqualTo(2).allSatisfy(exchange -> {
            JsonObject body = (JsonObject) exchange.requestBody();
            assertThat(Fields.read(body, Fields.Unknown.IGNORED, HttpMetrics::read)
                            .toJson())
                    .isEqualTo(body);
        });
    }

    @Test
    void everyFormOfCountersIsSummedAsTheReferenceStoresIt() {
        SocketEvent nested = events().filter(
                        event -> event.toString().equals("07-agent-realtime-socket #54: agent.metrics"))
                .findFirst()
                .orElseThrow();
        AgentMetrics metrics = (AgentMetrics) read(nested);
        assertThat(metrics.measures().cpuUsage()).isEqualTo(1.5);
        assertThat(metrics.measures().diskUsage()).isEqualTo(3.5);
        assertThat(metrics.measures().storedNetworkStats().toString())
                .startsWith("{\"rxBytes\":2,\"txBytes\":1,\"rxPackets\":0")
                .contains("\"interfaces\":[{\"interface\":\"eth0\"");
    }

    @Test
    void whatIsOursSurvivesTheWay() {
        same(TerminalOutput::read, """
                {"type":"terminal.output","sessionId":"a9ba5566-59ba-482c-87f3-14022108b84f","direction":"stdout",\
                "payload":"eA==","offset":70,"gap":5,"inputOffset":3,"echoOff":true}""");
        same(TerminalExited::read, """
                {"type":"terminal.exited","sessionId":"a9ba5566-59ba-482c-87f3-14022108b84f","exitCode":0,"endOffset":70}""");
        same(TerminalInput::read, """
                {"type":"terminal.input","sessionId":"a9ba5566-59ba-482c-87f3-14022108b84f","payload":"eA==","inputOffset":3}""");
        same(TerminalAck::read, """
                {"type":"terminal.ack","sessionId":"a9ba5566-59ba-482c-87f3-14022108b84f","offset":70}""");
        same(ResumeTerminal::read, """
                {"type":"terminal.resume","sessionId":"a9ba5566-59ba-482c-87f3-14022108b84f","offset":70}""");
        same(TerminalTaken::read, """
                {"type":"terminal.taken","sessionId":"a9ba5566-59ba-482c-87f3-14022108b84f","inputOffset":4,"echoOff":true}""");
        same(TerminalResumed::read, """
                {"type":"terminal.resumed","sessionId":"a9ba5566-59ba-482c-87f3-14022108b84f","offset":70,"inputOffset":3,\
                "cols":120,"rows":34}""");
        same(AgentMetrics::read, """
                {"type":"agent.metrics","nodeId":"7d2c67cf-67ad-447b-8b1c-8ea03d2bfe77","agentToken":"%s","memoryUsage":2,\
                "diskUsage":3,"load1":0.5,"load5":1,"load15":2,"uptimeSeconds":9,"swapUsage":4,"pressure":\
                {"cpu":{"some10":1,"some60":2,"some300":3},\
                "io":{"some10":1,"some60":2,"some300":3,"full10":4,"full60":5,"full300":6}}}""".formatted("a".repeat(64)));
        assertThat(new OutputPlace(1, 0, 0, false).gap()).isZero();
    }

    private static void same(Function<Fields, ? extends JsonMessage> form, String text) {
        JsonObject body = Json.parseObject(text);
        assertThat(Fields.read(body, Fields.Unknown.IGNORED, form).toJson()).isEqualTo(body);
    }

    private static JsonMessage read(SocketEvent event) {
        return Fields.read(event.body(), Fields.Unknown.IGNORED, EVENTS.get(event.name()));
    }

    private static Stream<SocketEvent> events() {
        return Stream.of("00-happy-path", "07-agent-realtime-socket", "08-terminal")
                .flatMap(name -> Recordings.agentEvents(name).stream())
                .filter(event -> EVENTS.containsKey(event.name()));
    }
}
