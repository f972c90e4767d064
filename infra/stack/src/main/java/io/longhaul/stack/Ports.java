package io.longhaul.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
public final class Ports {

    private Ports() {}

    /** {@code preferred} when nobody listens on it, else another free port; 0 asks for any free port. */
    public static int freeOr(int preferred) {
        return isFree(preferred) ? bindAndRelease(preferred) : bindAndRelease(0);
    }

    /** A port that was free a moment ago. */
    public static int anyFree() {
        return bindAndRelease(0);
    }

    /** True when {@code port} can be listened on, on loopback and on all addresses alike. */
    public static boolean isFree(int port) {
        // Another program may listen on all addresses: a loopback bind would succeed beside it only by SO_REUSEADDR.
        try (ServerSocket everywhere = new ServerSocket()) {
            everywhere.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int bindAndRelease(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StackException("no free port on loopback (wanted " + port + "): " + e.getMessage(), e);
        }
    }
}
