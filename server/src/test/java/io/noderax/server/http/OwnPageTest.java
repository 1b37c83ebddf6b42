package io.noderax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A cookie counts only when our own page sends it. */
class OwnPageTest {
    @Test
    void aPageOfTheSameAddressIsOurs() {
        assertThat(OwnPage.isOurs("http://127.0.0.1:3000", "127.0.0.1:3000", null))
                .isTrue();
        assertThat(OwnPage.isOurs("https://noderax.example.com", "Noderax.example.com:443", null))
                .isTrue();
        assertThat(OwnPage.isOurs("http://noderax.example.com", "noderax.example.com", null))
                .isTrue();
    }

    @Test
    void pagesOfOtherHostsAndPortsAreNotWhateverTheySend() {
        assertThat(OwnPage.isOurs("http://127.0.0.1:8080", "127.0.0.1:3000", "1"))
                .isFalse();
        assertThat(OwnPage.isOurs("https://evil.example.com", "noderax.example.com", "1"))
                .isFalse();
        assertThat(OwnPage.isOurs("https://noderax.example.com.evil.example.com", "noderax.example.com", "1"))
                .isFalse();
        assertThat(OwnPage.isOurs("null", "noderax.example.com", "1")).isFalse();
        assertThat(OwnPage.isOurs("https://noderax.example.com", null, "1")).isFalse();
    }

    @Test
    void aReadWithoutOriginNeedsOurHeader() {
        assertThat(OwnPage.isOurs(null, "127.0.0.1:3000", "1")).isTrue();
        assertThat(OwnPage.isOurs(null, "127.0.0.1:3000", null)).isFalse();
    }

    @Test
    void aCookieIsFoundAmongOthers() {
        assertThat(SessionCookie.of("a=b; noderax_session=token.x.y; c=d")).isEqualTo("token.x.y");
        assertThat(SessionCookie.of("other_noderax_session=no; noderax_session="))
                .isNull();
        assertThat(SessionCookie.of(null)).isNull();
    }
}
