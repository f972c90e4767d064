package io.longhaul.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.runtime.config.ConfigurationReference;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RelayParametersTest {
    @Test
    void theReferenceSaysWhatTheCodeDeclares() throws IOException {
        ConfigurationReference reference = new ConfigurationReference("relay", RelayParameters.ALL);

        assertThat(reference.matches(ConfigurationReference.document()))
                .as("docs/configuration.md; run this test with -Dlonghaul.docs.write=true")
                .isTrue();
    }
}
