package io.noderax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What never stands in a log. */
class TokenMaskTest {
    private static final String TOKEN = "h7FdnBeV8fK_hqlq46g6bqbyJH0JC6F0aRkSbI3t0yY";

    @Test
    void tokensInPathsAndHeadersAreHiddenAndIdsStay() {
        assertThat(TokenMask.hide("GET /api/v1/enrollments/" + TOKEN + "/finalize failed"))
                .isEqualTo("GET /api/v1/enrollments/.../finalize failed");
        assertThat(TokenMask.hide("Authorization: Bearer " + TOKEN + " x")).isEqualTo("Authorization: Bearer ... x");
        String id = "/api/v1/workspaces/w/enrollments/6f4b3a52-6f0e-4d3c-9d6e-0d6f3a1f2b4c/approve";
        assertThat(TokenMask.hide(id)).isEqualTo(id);
        assertThat(TokenMask.hide("/api/v1/enrollments/initiate")).isEqualTo("/api/v1/enrollments/initiate");
        assertThat(TokenMask.hide("nothing $1 to hide")).isEqualTo("nothing $1 to hide");
    }
}
