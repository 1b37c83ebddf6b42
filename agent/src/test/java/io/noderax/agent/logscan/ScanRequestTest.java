package io.noderax.agent.logscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked for. */
class ScanRequestTest {
    @Test
    void whatIsNotSaidIsTheStandardOfTheMode() {
        assertThat(read("{\"sourcePresetId\":\"syslog\"}").limits()).isEqualTo(new ScanLimits(500, 65536, 200));
        assertThat(read("{\"sourcePresetId\":\"syslog\",\"mode\":\"monitor\"}").limits())
                .isEqualTo(new ScanLimits(2000, 262144, 500));
    }

    @Test
    void aRequestSurvivesItsJson() {
        ScanRequest request = read(
                "{\"mode\":\"monitor\",\"sourcePresetId\":\"auth.log\",\"runAsRoot\":true,\"limits\":{\"maxLines\":7},\"cursor\":{\"fileInode\":\"12\",\"fileOffset\":34}}");

        assertThat(ScanRequest.read(request.toJson(), Fields.Unknown.REFUSED)).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                          | sourcePresetId must be one of the following values: syslog, auth.log, kern.log, noderax-agent
                    {"sourcePresetId":"/etc/shadow"}                            | sourcePresetId must be one of
                    {"sourcePresetId":"syslog","mode":"all"}                    | mode must be one of the following values: preview, monitor (got "all")
                    {"sourcePresetId":"syslog","limits":{"maxLines":2001}}      | limits.maxLines must not be greater than 2000 (got 2001)
                    {"sourcePresetId":"syslog","limits":{"maxBytes":0}}         | limits.maxBytes must not be less than 1 (got 0)
                    {"sourcePresetId":"syslog","limits":{"backfillLines":"x"}}  | limits.backfillLines must be an integer number
                    {"sourcePresetId":"syslog","limits":[]}                     | limits must be an object
                    {"sourcePresetId":"syslog","runAsRoot":"yes"}               | runAsRoot must be a boolean value
                    {"sourcePresetId":"syslog","cursor":{"fileOffset":-1}}      | cursor.fileOffset must not be less than 0
                    {"sourcePresetId":"syslog","cursor":{"journalCursor":"a b"}}| cursor.journalCursor must be a cursor of journalctl
                    {"sourcePresetId":"syslog","path":"/etc/shadow"}            | property path should not exist
                    """)
    void whatIsNotAllowedIsRefusedByName(String request, String problem) {
        assertThatThrownBy(() -> read(request))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining(problem);
    }

    private static ScanRequest read(String json) {
        return ScanRequest.read(Json.parseObject(json), Fields.Unknown.REFUSED);
    }
}
