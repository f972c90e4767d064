package io.longhaul.runtime.temporal;

import io.longhaul.runtime.log.LogContext;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.MDC;

/** Puts job, step, attempt and VM into the log lines that an activity writes. */
public final class ActivityLogInterceptor extends WorkerInterceptorBase {
    private final Function<Object[], Optional<String>> vmOf;

    /**
     * An interceptor.
     *
     * @param vmOf the id of the VM that an activity's arguments name
     */
    public ActivityLogInterceptor(Function<Object[], Optional<String>> vmOf) {
        this.vmOf = vmOf;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private ActivityInfo info;

            @Override
            public void init(ActivityExecutionContext context) {
                info = context.getInfo();
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                MDC.put(LogContext.JOB_ID, info.getWorkflowId());
                MDC.put(LogContext.STEP, info.getActivityType());
                MDC.put(LogContext.ATTEMPT, String.valueOf(info.getAttempt()));
                vmOf.apply(input.getArguments()).ifPresent(vm -> MDC.put(LogContext.VM, vm));
                try {
                    return super.execute(input);
                } finally {
                    MDC.remove(LogContext.JOB_ID);
                    MDC.remove(LogContext.STEP);
                    MDC.remove(LogContext.ATTEMPT);
                    MDC.remove(LogContext.VM);
                }
            }
        };
    }
}
