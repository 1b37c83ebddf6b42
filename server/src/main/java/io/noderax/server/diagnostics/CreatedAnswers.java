package io.noderax.server.diagnostics;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Tells in the API's description what the wire does: a POST answers 201, but for sign-in and what agents call. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class CreatedAnswers implements OASFilter {
    private static final Set<String> ANSWER_200 = Set.of("/api/v1/auth/", "/api/v1/agent/", "/api/v1/users/me/");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().forEach((path, item) -> {
            if (item.getPOST() != null && ANSWER_200.stream().noneMatch(path::startsWith)) {
                answerCreated(item.getPOST());
            }
        });
    }

    private static void answerCreated(Operation operation) {
        APIResponse answer = operation.getResponses().getAPIResponse("200");
        if (answer != null) {
            answer.setDescription("Created");
            operation.getResponses().removeAPIResponse("200");
            operation.getResponses().addAPIResponse("201", answer);
        }
    }
}
