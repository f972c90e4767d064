package io.longhaul.schemas.failure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * A problem document, RFC 9457, as every error of the API is answered ({@code application/problem+json}).
 *
 * @param type address of the problem's type
 * @param title the code's sentence
 * @param status the HTTP status
 * @param detail what is wrong in this request
 * @param instance identifies this occurrence in the logs
 * @param code the stable code
 * @param pointer RFC 6901 pointer to the bad field, or null
 * @param action what to do next
 * @param facts further facts for the caller, for instance the job that holds a lock; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        @JsonProperty(required = true) String type,
        @JsonProperty(required = true) String title,
        @JsonProperty(required = true) int status,
        String detail,
        String instance,
        @JsonProperty(required = true) FailureCode code,
        String pointer,
        String action,
        Map<String, String> facts) {}
