package io.noderax.server.diagnostics;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Tells in the API's description what the wire does: a POST answers 201, but for sign-in and what agents call; a change of packages 202, a look at a log either. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class CreatedAnswers implements OASFilter {
    private static final Set<String> ANSWER_200 =
            Set.of("/api/v1/auth/", "/api/v1/agent/", "/api/v1/agent-updates/targets/", "/api/v1/users/me/");

    private static final Pattern PACKAGES = Pattern.compile(".*/nodes/[^/]+/packages(/[^/]+)?");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().forEach((path, item) -> {
            if (PACKAGES.matcher(path).matches()) {
                Stream.of(item.getPOST(), item.getDELETE())
                        .filter(Objects::nonNull)
                        .forEach(operation -> answerWith(operation, "202", "Accepted"));
            } else if (path.endsWith("/log-preview")) {
                APIResponses answers = item.getPOST().getResponses();
                answers.addAPIResponse("202", answers.getAPIResponse("200"));
            } else if (item.getPOST() != null && ANSWER_200.stream().noneMatch(path::startsWith)) {
                answerWith(item.getPOST(), "201", "Created");
            }
        });
    }

    private static void answerWith(Operation operation, String status, String words) {
        APIResponse answer = operation.getResponses().getAPIResponse("200");
        if (answer != null) {
            answer.setDescription(words);
            operation.getResponses().removeAPIResponse("200");
            operation.getResponses().addAPIResponse(status, answer);
        }
    }
}
