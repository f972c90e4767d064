package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Range;
import io.longhaul.schemas.constraint.Text;

/**
 * Make a volume independent of its template, while its VM runs or is off.
 *
 * @param volume the volume's id
 * @param bandwidthMibps limit in MiB/s, held while the VM runs and not while it is off; null: no limit
 */
public record FlattenVolume(
        @JsonProperty(required = true) @Text(pattern = Patterns.REFERENCE, max = 63)
        String volume,

        @Range(min = 1, max = 1048576) Integer bandwidthMibps)
        implements JobRequest {
    @Override
    public Operation operation() {
        return Operation.FLATTEN_VOLUME;
    }
}
