/** Logs as JSON lines, and what they say about the job at hand. */
package io.longhaul.runtime.log;
