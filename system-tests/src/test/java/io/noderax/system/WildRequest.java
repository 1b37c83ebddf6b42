package io.noderax.system;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request of bad input: drawn from the seed and its number alone, so that it can be drawn again.
 *
 * @param body its bytes as characters of ISO 8859-1
 */
record WildRequest(ApiRoute route, String method, String target, Map<String, String> headers, String body) {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final List<String> PLACES = List.of(
            "null",
            "0",
            "%00",
            "%2e%2e",
            "..",
            ".",
            "%ff",
            "%",
            "%zz",
            "%E2%82",
            "a%2Fb",
            "{}",
            "*",
            "%20",
            "%F0%9F%98%80");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/json; charset=utf-16",
            "application/json;charset=nonsense",
            "application/vnd.noderax.log",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "a/b/c",
            "*/*",
            "application/",
            ";",
            "é");
    private static final List<String> ACCEPTS = List.of(
            "text/html",
            "application/xml",
            "*/*;q=x",
            "garbage",
            "",
            "application/octet-stream",
            "image/*",
            "a/b/c;q=9");
    private static final List<String> METHODS =
            List.of("PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "DELETE", "GET", "POST", "BREW", "get");

    static WildRequest draw(long seed, int number, List<ApiRoute> routes, FuzzWorld world) {
        Random random = new Random(seed * 1_000_003 + number);
        random.nextInt();
        ApiRoute route = routes.get(random.nextInt(routes.size()));
        WildJson wild = new WildJson(random, world);
        String method = random.nextInt(30) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : route.method();
        String target = path(route, method, random, world, wild) + query(route, random, wild);
        byte[] body = route.method().equals("GET") && random.nextInt(10) > 0 ? new byte[0] : wild.body(route);
        return new WildRequest(
                route,
                method,
                target,
                headers(route, random, world, wild),
                new String(body, StandardCharsets.ISO_8859_1));
    }

    private static String path(ApiRoute route, String method, Random random, FuzzWorld world, WildJson wild) {
        Matcher parameters = PARAMETER.matcher(route.path());
        StringBuilder path = new StringBuilder();
        while (parameters.find()) {
            String place = random.nextInt(4) > 0
                    ? world.fitting(parameters.group(1), method.equals("DELETE"), random)
                    : strange(random, wild);
            parameters.appendReplacement(path, Matcher.quoteReplacement(place));
        }
        parameters.appendTail(path);
        return random.nextInt(50) == 0 ? path + "/" + strange(random, wild) : path.toString();
    }

    private static String strange(Random random, WildJson wild) {
        return random.nextBoolean() ? PLACES.get(random.nextInt(PLACES.size())) : encoded(wild.text());
    }

    private static String query(ApiRoute route, Random random, WildJson wild) {
        List<String> members = new ArrayList<>();
        for (String name : route.query()) {
            if (random.nextInt(3) == 0) {
                members.add(name + "=" + (random.nextInt(3) == 0 ? random.nextInt(100) : strange(random, wild)));
            }
        }
        if (random.nextInt(8) == 0) {
            members.add(strange(random, wild) + "=" + strange(random, wild));
        }
        if (route.mayPark() && random.nextInt(2) == 0) {
            members.add("waitMs=" + strange(random, wild));
        }
        return members.isEmpty() ? "" : "?" + String.join("&", members);
    }

    private static Map<String, String> headers(ApiRoute route, Random random, FuzzWorld world, WildJson wild) {
        boolean ofAgent = route.path().contains("/agent/");
        Map<String, String> headers = new LinkedHashMap<>(ofAgent ? world.agentHeaders() : world.operatorHeaders());
        headers.put("content-type", "application/json");
        for (int left = Math.max(0, random.nextInt(6) - 2); left > 0; left--) {
            switch (random.nextInt(10)) {
                case 0 -> headers.remove("authorization");
                case 1 -> headers.put("authorization", "Bearer " + line(wild));
                case 2 -> headers.put("authorization", line(wild));
                case 3 -> headers.put("x-agent-node-id", line(wild));
                case 4 -> headers.put("content-type", TYPES.get(random.nextInt(TYPES.size())));
                case 5 -> headers.put("accept", ACCEPTS.get(random.nextInt(ACCEPTS.size())));
                case 6 -> headers.put("x-noderax-attempt", line(wild));
                case 7 -> headers.put("x-noderax-capabilities", line(wild));
                case 8 -> headers.put("content-encoding", random.nextBoolean() ? "gzip" : line(wild));
                default -> headers.put("x-correlation-id", line(wild));
            }
        }
        return headers;
    }

    /** What a header can hold without ending it. */
    private static String line(WildJson wild) {
        return wild.text().replaceAll("[\\r\\n\\x00]", "?");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether it is HTTP at all: what is not is refused before anything can say more than a status. */
    boolean isWellFormed() {
        return target.length() < 60_000 && isUri() && headers.values().stream().allMatch(WildRequest::isHeaderText);
    }

    private boolean isUri() {
        try {
            return new URI(target).getRawPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isHeaderText(String value) {
        return value.length() < 8000 && value.matches("[\\x20-\\x7e\\xa0-\\xff\\t]*");
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nhost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length()).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body.getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }

    /** For a person: everything but secrets, cut where it is long. */
    @Override
    public String toString() {
        Map<String, String> shown = new LinkedHashMap<>(headers);
        shown.computeIfPresent("authorization", (_, value) -> value.length() > 40 ? "(a token)" : value);
        return method + " " + cut(target, 200) + " " + cut(shown.toString(), 300) + "\n    body "
                + cut(new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8), 400);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "... (" + text.length() + ")";
    }
}
