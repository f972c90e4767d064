package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Text;

/**
 * Make a template from an image file that lies in a node's image directory.
 *
 * @param name the template's name, unique in the tenant
 * @param image the file's name in the tenant's folder of the image directory
 * @param format the image's format; it must be the one that the file has
 * @param storage the storage to convert it into; null: {@code local}
 * @param node the node that has the file; null: the one node that has the storage
 */
public record RegisterTemplate(
        @JsonProperty(required = true) @Text(pattern = Patterns.NAME, max = 63)
        String name,

        @JsonProperty(required = true) @Text(pattern = Patterns.IMAGE_FILE, max = 200)
        String image,

        @JsonProperty(required = true) ImageFormat format,

        @Text(pattern = Patterns.PLACE, max = 63) String storage,

        @Text(pattern = Patterns.PLACE, max = 63) String node)
        implements JobRequest {
    public RegisterTemplate {
        storage = storage == null ? "local" : storage;
    }

    @Override
    public Operation operation() {
        return Operation.REGISTER_TEMPLATE;
    }
}
