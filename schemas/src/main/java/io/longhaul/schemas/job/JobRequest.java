package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a caller asks for: the body of a submission, told apart by {@code operation}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CloneVm.class, name = "clone-vm"),
    @JsonSubTypes.Type(value = FlattenVolume.class, name = "flatten-volume"),
    @JsonSubTypes.Type(value = StartVm.class, name = "start-vm"),
    @JsonSubTypes.Type(value = StopVm.class, name = "stop-vm"),
    @JsonSubTypes.Type(value = DeleteVm.class, name = "delete-vm"),
    @JsonSubTypes.Type(value = RegisterTemplate.class, name = "register-template"),
    @JsonSubTypes.Type(value = DeleteTemplate.class, name = "delete-template"),
})
public sealed interface JobRequest
        permits CloneVm, FlattenVolume, StartVm, StopVm, DeleteVm, RegisterTemplate, DeleteTemplate {
    /** The operation that this request asks for. */
    @JsonIgnore
    Operation operation();
}
