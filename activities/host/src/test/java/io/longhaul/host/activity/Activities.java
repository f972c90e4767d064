package io.longhaul.host.activity;

import io.longhaul.host.Host;
import io.longhaul.workflows.port.NodeControl;
import io.longhaul.workflows.port.NodeWait;
import io.longhaul.workflows.port.NodeWork;
import io.temporal.testing.TestActivityEnvironment;

/** Activities called as Temporal calls them. */
final class Activities implements AutoCloseable {
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();

    Activities(Host host) {
        environment.registerActivitiesImplementations(host.control(), host.work(), host.waits());
    }

    NodeControl control() {
        return environment.newActivityStub(NodeControl.class);
    }

    NodeWork work() {
        return environment.newActivityStub(NodeWork.class);
    }

    NodeWait waits() {
        return environment.newActivityStub(NodeWait.class);
    }

    @Override
    public void close() {
        environment.close();
    }
}
