/** The frame of a process: start, run, end in order. */
package io.longhaul.runtime.process;
