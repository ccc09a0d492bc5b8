package dev.vigil.alerts.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line between a browser and a server on this machine that can be cut and mended.
public final class NetworkLine implements AutoCloseable {

    private final int server;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public NetworkLine(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/");
    }

    public void cut() {
        cut = true;
        sockets.forEach(NetworkLine::close);
        sockets.clear();
    }

    public void mend() {
        cut = false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket browser = door.accept();
                if (cut) {
                    browser.close();
                } else {
                    join(browser, new Socket(InetAddress.getLoopbackAddress(), server));
                }
            } catch (IOException e) {
                cut(); // the door is closed, or the server is gone
            }
        }
    }

    private void join(Socket browser, Socket node) {
        sockets.add(browser);
        sockets.add(node);
        Thread.startVirtualThread(() -> carry(browser, node));
        Thread.startVirtualThread(() -> carry(node, browser));
    }

    private static void carry(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            close(to); // either side has gone: so does the other
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
