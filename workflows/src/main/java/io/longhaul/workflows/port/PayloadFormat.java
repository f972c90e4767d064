package io.longhaul.workflows.port;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/** How arguments and results are written in Temporal, by every process: JSON. */
public final class PayloadFormat {
    /** Ignores fields that it does not know: the other side of a call may be of a later build. The SDK's own refuses them. */
    public static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance()
            .withPayloadConverterOverrides(
                    new JacksonJsonPayloadConverter(JacksonJsonPayloadConverter.newDefaultObjectMapper()
                            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)));

    private PayloadFormat() {}
}
