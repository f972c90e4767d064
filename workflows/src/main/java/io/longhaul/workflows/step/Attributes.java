package io.longhaul.workflows.step;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** Search attributes of every job's workflow, all of the type Keyword. Saved queries of the Temporal UI filter on them. */
public final class Attributes {
    /** The operation's wire name. */
    public static final SearchAttributeKey<String> OPERATION = SearchAttributeKey.forKeyword("LonghaulOperation");
    /** Whose job it is. */
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("LonghaulTenant");
    /** Id of the VM that it is about. */
    public static final SearchAttributeKey<String> VM = SearchAttributeKey.forKeyword("LonghaulVm");
    /** Name of the node that it works on. */
    public static final SearchAttributeKey<String> NODE = SearchAttributeKey.forKeyword("LonghaulNode");
    /** The job's state. */
    public static final SearchAttributeKey<String> STATE = SearchAttributeKey.forKeyword("LonghaulState");
    /** The step that runs, or ran last. */
    public static final SearchAttributeKey<String> STEP = SearchAttributeKey.forKeyword("LonghaulStep");
    /** Code of the failure that parked or ended it. */
    public static final SearchAttributeKey<String> FAILURE = SearchAttributeKey.forKeyword("LonghaulFailure");
    /** The job behind which it runs. */
    public static final SearchAttributeKey<String> PARENT_JOB = SearchAttributeKey.forKeyword("LonghaulParentJob");

    /** All of them, as they must be registered in the namespace. */
    public static final List<SearchAttributeKey<String>> ALL =
            List.of(OPERATION, TENANT, VM, NODE, STATE, STEP, FAILURE, PARENT_JOB);

    private Attributes() {}
}
