package io.longhaul.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.runtime.config.ConfigurationReference;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NotifierParametersTest {
    @Test
    void theReferenceSaysWhatTheCodeDeclares() throws IOException {
        ConfigurationReference reference = new ConfigurationReference("notifier", NotifierParameters.ALL);

        assertThat(reference.matches(ConfigurationReference.document()))
                .as("docs/configuration.md; run this test with -Dlonghaul.docs.write=true")
                .isTrue();
    }
}
