/** Epochs: what keeps a worker that wakes up late from acting on what another job has taken over. */
package io.longhaul.host.fence;
