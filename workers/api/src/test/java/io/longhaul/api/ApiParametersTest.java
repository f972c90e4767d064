package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.runtime.config.ConfigurationReference;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ApiParametersTest {
    @Test
    void theReferenceSaysWhatTheCodeDeclares() throws IOException {
        ConfigurationReference reference = new ConfigurationReference("api", ApiParameters.all());

        assertThat(reference.matches(ConfigurationReference.document()))
                .as("docs/configuration.md; run this test with -Dlonghaul.docs.write=true")
                .isTrue();
    }
}
