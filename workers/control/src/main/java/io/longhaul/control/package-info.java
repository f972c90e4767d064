/** The control side: workflows and the ledger, starting and reconciling jobs, turning observations into state. */
package io.longhaul.control;
