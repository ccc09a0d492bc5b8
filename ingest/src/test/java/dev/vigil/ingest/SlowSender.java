package dev.vigil.ingest;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A sender that has sent all but the last byte of its body, and holds the door's memory meanwhile.
final class SlowSender implements AutoCloseable {

    private final Socket socket;

    private SlowSender(Socket socket) {
        this.socket = socket;
    }

    /// Returns when the door has asked for the body and it is on its way.
    static SlowSender send(int port, int length) {
        try {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("POST /v1/readings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] goOn = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            if (goOn.length == 0) {
                throw new IllegalStateException("the door does not want the body");
            }
            socket.getOutputStream().write(" ".repeat(length - 1).getBytes(StandardCharsets.US_ASCII));
            return new SlowSender(socket);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The whole answer.
    String finish() {
        try {
            socket.getOutputStream().write(' ');
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
