package io.longhaul.workflows.step;

import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;
import java.util.List;

/** Search attributes of every job's workflow. Saved queries of the Temporal UI filter on them; docs/operations.md has them. */
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

    /** For what its step waits, a name of {@link WaitsFor}; absent while it does not wait. */
    public static final SearchAttributeKey<String> WAITING = SearchAttributeKey.forKeyword("LonghaulWaiting");
    /** When it is expected to have ended; absent when the inventory has no estimate. */
    public static final SearchAttributeKey<OffsetDateTime> EXPECTED_END =
            SearchAttributeKey.forOffsetDateTime("LonghaulExpectedEnd");
    /** True from its expected end on. */
    public static final SearchAttributeKey<Boolean> OVERDUE = SearchAttributeKey.forBoolean("LonghaulOverdue");

    /** All of them, as they must be registered in the namespace. PostgreSQL has room for ten of the type Keyword. */
    public static final List<SearchAttributeKey<?>> ALL =
            List.of(OPERATION, TENANT, VM, NODE, STATE, STEP, FAILURE, PARENT_JOB, WAITING, EXPECTED_END, OVERDUE);

    private Attributes() {}
}
