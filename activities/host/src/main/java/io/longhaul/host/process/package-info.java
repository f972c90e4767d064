/** Tools as child processes of their own: found again after a restart, limited, and ended for certain. */
package io.longhaul.host.process;
