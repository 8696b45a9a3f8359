package dev.guestwire.rpc;

/**
 * What the daemon said when a connection was opened.
 *
 * @param socket where it listens
 * @param keepAlive whether it answers pings
 * @param eventCallbacks whether its events name their registration
 * @param closeCallback whether it tells when it loses its own driver
 */
public record Greeting(String socket, boolean keepAlive, boolean eventCallbacks, boolean closeCallback) {}
