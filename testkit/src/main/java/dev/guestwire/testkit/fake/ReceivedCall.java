package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Call;

/**
 * A call that reached the fake daemon.
 *
 * @param connection where it came in
 * @param serial the number the client gave it
 * @param call what was asked
 */
public record ReceivedCall(FakeConnection connection, int serial, Call<?> call) {
    /** {@return the stream that the call opens} */
    public FakeStream stream() {
        return new FakeStream(this);
    }
}
