package io.longhaul.workflows;

import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.TaskQueues;
import io.longhaul.workflows.step.Subject;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** Starts jobs' workflows, each under its job's id. */
public final class WorkflowStarter {
    private final WorkflowClient client;

    /** Starts with a client, whose namespace is the jobs'. */
    public WorkflowStarter(WorkflowClient client) {
        this.client = client;
    }

    /**
     * Starts the first run of a job, or a run after one that was terminated or failed. It does not wait for the job.
     *
     * @throws io.temporal.client.WorkflowExecutionAlreadyStarted when a run is open or has completed; the job has been started
     */
    public WorkflowExecution start(JobInput input) {
        return start(input, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY);
    }

    /**
     * Starts a run after any ended one, also one that completed because it did not own the job. The claim of the job row keeps
     * two runs from owning a job.
     *
     * @throws io.temporal.client.WorkflowExecutionAlreadyStarted when a run is open
     */
    public WorkflowExecution startSuccessor(JobInput input) {
        return start(input, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
    }

    private WorkflowExecution start(JobInput input, WorkflowIdReusePolicy reuse) {
        return client.newUntypedWorkflowStub(
                        Subject.of(input.plan()).operation().wireName(), options(input, reuse))
                .start(input);
    }

    /** Options of a job's workflow. */
    static WorkflowOptions options(JobInput input, WorkflowIdReusePolicy reuse) {
        Subject subject = Subject.of(input.plan());
        return WorkflowOptions.newBuilder()
                .setWorkflowId(input.jobId())
                .setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowIdReusePolicy(reuse)
                // The process that starts a job has a worker of its queue: it gets the first task with the answer.
                .setDisableEagerExecution(false)
                .setStaticSummary(subject.summary(input))
                .setTypedSearchAttributes(subject.attributes(input))
                .build();
    }
}
