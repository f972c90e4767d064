/** Collects what the logs of the hosts say of a job. */
package io.longhaul.workflows.log;
