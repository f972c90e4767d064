package io.longhaul.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
public final class Ports {

    private Ports() {}

    /**
     * Outside the range from which Linux takes the local ports of outgoing connections (32768 to 60999 by default), so
     * that no connection takes a server's port between its end and its restart.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final Set<Integer> chosen = ConcurrentHashMap.newKeySet();

    /** {@code preferred} when nobody uses it, else another free port; 0 prefers none. */
    public static int freeOr(int preferred) {
        return preferred != 0 && isFree(preferred) ? preferred : anyFree();
    }

    /**
     * A port that was free a moment ago, and another one each time: a server that chooses several, or servers that start
     * side by side, listen on none of them yet.
     */
    public static int anyFree() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && chosen.add(port)) {
                return port;
            }
        }
        throw new StackException("no free port between " + LOWEST + " and " + HIGHEST);
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

    /** True when somebody accepts connections on {@code port} of loopback. */
    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
