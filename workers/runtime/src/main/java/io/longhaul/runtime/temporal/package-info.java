/** What the processes that speak with Temporal share. */
package io.longhaul.runtime.temporal;
