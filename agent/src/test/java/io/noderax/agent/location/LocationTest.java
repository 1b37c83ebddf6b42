package io.noderax.agent.location;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.noderax.agent.controlplane.OutsideCall;
import io.noderax.agent.controlplane.ProxyEnvironment;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.loops.StopSignal;
import io.noderax.protocol.node.NodeLocation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clouds and look-up answer over real HTTP, with what their documents say that they answer. */
class LocationTest {
    private final OutsideCall outside = new OutsideCall(new ProxyEnvironment(Map.of()), "noderax-agent/test");
    private final StopSignal stop = new StopSignal();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void end() {
        stop.stop();
        server.stop(0);
    }

    @Test
    void amazonIsAskedWithATokenOfItsOwn() {
        answer("PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", "60", "token-1");
        answer("GET", "/latest/meta-data/placement/region", "X-aws-ec2-metadata-token", "token-1", "eu-central-1");
        answer(
                "GET",
                "/latest/meta-data/placement/availability-zone",
                "X-aws-ec2-metadata-token",
                "token-1",
                "eu-central-1a");

        assertThat(new CloudMetadata(outside, url()).find())
                .isEqualTo(new NodeLocation("aws", "metadata", "eu-central-1", "eu-central-1a", null, null));
    }

    @Test
    void googleNamesTheZoneInAPath() {
        answer(
                "GET",
                "/computeMetadata/v1/instance/zone",
                "Metadata-Flavor",
                "Google",
                "projects/123456789/zones/europe-west1-b\n");

        assertThat(new CloudMetadata(outside, url()).find())
                .isEqualTo(new NodeLocation("gcp", "metadata", "europe-west1", "europe-west1-b", null, null));
    }

    @Test
    void azureMayHaveNoZone() {
        answer(
                "GET",
                "/metadata/instance/compute",
                "Metadata",
                "true",
                "{\"location\":\"westeurope\",\"zone\":\"\",\"vmId\":\"5\"}");

        assertThat(new CloudMetadata(outside, url()).find())
                .isEqualTo(new NodeLocation("azure", "metadata", "westeurope", null, null, null));
    }

    @Test
    void noCloudAndWordsOfSomebodyElseAreNoLocation() {
        assertThat(new CloudMetadata(outside, url()).find()).isNull();

        answer("GET", "/metadata/instance/compute", "Metadata", "true", "<html>Please sign in</html>");
        answer("GET", "/computeMetadata/v1/instance/zone", "Metadata-Flavor", "Google", "welcome");
        assertThat(new CloudMetadata(outside, url()).find()).isNull();

        server.stop(0);
        assertThat(new CloudMetadata(outside, url()).find()).isNull();
    }

    @Test
    void thePublicAddressIsLookedUpWithTheAccount() {
        answer(
                "GET",
                "/json",
                "Authorization",
                "Bearer secret-token",
                "{\"ip\":\"192.0.2.7\",\"region\":\"Hesse\",\"loc\":\"50.1155,8.6842\"}");

        assertThat(new PublicAddress(outside, url(), "secret-token").find())
                .isEqualTo(new NodeLocation("ipinfo", "public-ip", "Hesse", null, 50.1155, 8.6842));
        assertThat(new PublicAddress(outside, url(), "wrong").find()).isNull();
    }

    @Test
    void theFirstQuestionStartsOneLookAndTheBestSourceWins() throws Exception {
        NodeLocation best = new NodeLocation("manual", "config", "basement", null, 1.0, 2.0);
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch found = new CountDownLatch(1);
        Location location = new Location(
                List.of(
                        () -> {
                            looks.incrementAndGet();
                            return best;
                        },
                        () -> new NodeLocation("aws", "metadata", "elsewhere", null, null, null)),
                new Random(1),
                stop,
                new EventLog(new PrintStream(OutputStream.nullOutputStream()), Level.ERROR, Clock.systemUTC()));

        location.ask(found::countDown);
        assertThat(found.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(location.ask(found::countDown)).isEqualTo(best);
        assertThat(looks).hasValue(1);
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Only to who asks in that way with that header; everybody else is refused. */
    private void answer(String method, String path, String header, String value, String body) {
        server.createContext(path, exchange -> {
            boolean right = exchange.getRequestMethod().equals(method)
                    && value.equals(exchange.getRequestHeaders().getFirst(header));
            byte[] bytes = (right ? body : "no").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(right ? 200 : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
