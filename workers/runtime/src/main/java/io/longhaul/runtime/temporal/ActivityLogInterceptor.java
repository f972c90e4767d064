package io.longhaul.runtime.temporal;

import io.longhaul.runtime.log.LogContext;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import org.slf4j.MDC;

/** Puts job, step and attempt into the log lines that an activity writes. */
public final class ActivityLogInterceptor extends WorkerInterceptorBase {
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
                try {
                    return super.execute(input);
                } finally {
                    MDC.remove(LogContext.JOB_ID);
                    MDC.remove(LogContext.STEP);
                    MDC.remove(LogContext.ATTEMPT);
                }
            }
        };
    }
}
