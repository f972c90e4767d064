/** The worker beside a hypervisor: it does the steps of jobs on its host and says what it sees. */
package io.longhaul.node;
