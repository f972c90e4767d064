package io.longhaul.workflows.support;

import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.WorkflowStarter;
import io.longhaul.workflows.Workflows;
import io.longhaul.workflows.plan.JobPlan;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.PayloadFormat;
import io.longhaul.workflows.port.TaskQueues;
import io.longhaul.workflows.step.Attributes;
import io.longhaul.workflows.step.JobResult;
import io.temporal.api.testservice.v1.LockTimeSkippingRequest;
import io.temporal.api.testservice.v1.TestServiceGrpc;
import io.temporal.api.testservice.v1.UnlockTimeSkippingRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The time-skipping environment with a control worker and workers of nodes. */
public final class Plant implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Scenario> jobs = new ConcurrentHashMap<>();
    private final FaultyAdmission admission = new FaultyAdmission();
    private final FaultyQuestions questions = new FaultyQuestions();
    private final TestWorkflowEnvironment environment;

    /** With all workers of the node {@code n1}. */
    public Plant() {
        this(TaskQueues.nodeControl("n1"), TaskQueues.nodeWork("n1"), TaskQueues.nodeWait("n1"));
    }

    /** With workers for those queues of nodes. */
    public Plant(String... queues) {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(PayloadFormat.CONVERTER)
                        .build());
        Attributes.ALL.forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
        environment = TestWorkflowEnvironment.newInstance(options.build());
        Worker control = environment.newWorker(TaskQueues.CONTROL);
        control.registerWorkflowImplementationTypes(Workflows.implementations().toArray(Class<?>[]::new));
        control.registerActivitiesImplementations(new FaultyLedger(jobs), admission, questions);
        for (String queue : queues) {
            WorkerOptions node = WorkerOptions.newBuilder()
                    .setMaxHeartbeatThrottleInterval(Duration.ofMillis(50))
                    .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(50))
                    .build();
            environment.newWorker(queue, node).registerActivitiesImplementations(new FaultyNode(jobs), questions);
        }
        environment
                .newWorker(TaskQueues.controlHost(FaultyQuestions.HOST))
                .registerActivitiesImplementations(questions);
        environment.newWorker(TaskQueues.nodeAdmission("n1")).registerActivitiesImplementations(admission);
        environment.start();
    }

    public Scenario scenario(JobPlan plan) {
        JobInput input = new JobInput("job_" + NUMBER.incrementAndGet(), "demo", "a test", null, plan);
        Scenario scenario = new Scenario(input);
        jobs.put(input.jobId(), scenario);
        return scenario;
    }

    FaultyAdmission admission() {
        return admission;
    }

    FaultyQuestions questions() {
        return questions;
    }

    public Scenario job(String id) {
        return jobs.get(id);
    }

    public WorkflowStub start(Scenario scenario) {
        new WorkflowStarter(client()).start(scenario.input);
        return client().newUntypedWorkflowStub(scenario.input.jobId());
    }

    public JobResult run(Scenario scenario) {
        return start(scenario).getResult(JobResult.class);
    }

    /** The state that a job ends in. A run whose cancellation was requested in Temporal closes without a result. */
    public static JobState stateAtEnd(WorkflowStub stub, Scenario scenario) {
        try {
            stub.getResult(JobResult.class);
        } catch (WorkflowFailedException e) {
            if (!(e.getCause() instanceof CanceledFailure)) {
                throw e;
            }
        }
        return scenario.end().state();
    }

    public WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    public TestWorkflowEnvironment environment() {
        return environment;
    }

    /** Starts and waits, with skipped time, until the job has been parked so many times. */
    public WorkflowStub startUntilParked(Scenario scenario, int parkings) {
        WorkflowStub stub = start(scenario);
        until(() -> scenario.parkings.size() >= parkings);
        return stub;
    }

    public void until(BooleanSupplier condition) {
        Instant latest = Instant.now().plus(PATIENCE);
        Duration step = Duration.ofSeconds(1);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(latest)) {
                throw new AssertionError("waited in vain");
            }
            environment.sleep(step);
            step = step.compareTo(LONGEST_STEP) < 0 ? step.multipliedBy(2) : step;
        }
    }

    /** Skips time while one call waits that nobody takes, for which the environment otherwise holds its clock. */
    public void skipUntaken(Duration length) {
        clock().unlockTimeSkipping(UnlockTimeSkippingRequest.getDefaultInstance());
        environment.sleep(length);
        clock().lockTimeSkipping(LockTimeSkippingRequest.getDefaultInstance());
    }

    private TestServiceGrpc.TestServiceBlockingStub clock() {
        return TestServiceGrpc.newBlockingStub(
                environment.getWorkflowServiceStubs().getRawChannel());
    }

    /** What a run waits for at the moment: the types of its pending calls. */
    public List<String> pending(WorkflowStub stub) {
        return client()
                .getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client().getOptions().getNamespace())
                        .setExecution(stub.getExecution())
                        .build())
                .getPendingActivitiesList()
                .stream()
                .map(call -> call.getActivityType().getName())
                .toList();
    }

    /** Waits without skipping time. */
    public static void soon(BooleanSupplier condition) {
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(condition::getAsBoolean);
    }

    public static String cancel(WorkflowStub stub) {
        return stub.update("cancel", String.class, new CancelRequest("alice", "changed my mind"));
    }

    public static String decide(WorkflowStub stub, String kind, int parking) {
        return stub.update(kind, String.class, new Decision(parking, "oscar", "looked at it"));
    }

    /** The code with which an update is refused; {@code over} when it comes after the end of the run. */
    public static String refusal(Runnable update) {
        try {
            update.run();
        } catch (WorkflowNotFoundException e) {
            return "over";
        } catch (WorkflowUpdateException e) {
            return ((ApplicationFailure) e.getCause().getCause()).getType();
        }
        return "accepted";
    }

    @Override
    public void close() {
        environment.close();
    }
}
