package io.longhaul.host.libvirt;

import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import java.util.Map;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** libvirt's event loop of this process. Keep-alive and events need it registered before the first connection. */
final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static boolean started;

    private EventLoop() {}

    static synchronized void ensureStarted() {
        if (started) {
            return;
        }
        try {
            Library.initEventLoop();
        } catch (LibvirtException e) {
            throw Failures.of(FailureCode.LIBVIRT_ERROR, "no event loop: " + e.getMessage(), Map.of(), e);
        }
        Thread thread = new Thread(EventLoop::run, "libvirt-events");
        thread.setDaemon(true);
        thread.start();
        started = true;
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void run() {
        while (true) {
            try {
                Library.processEvent();
            } catch (LibvirtException | RuntimeException e) {
                // The loop must outlive every single event: without it no connection notices that it is dead.
                LOG.warn("an event of libvirt was lost", e);
            }
        }
    }
}
