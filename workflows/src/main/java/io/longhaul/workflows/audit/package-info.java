/** The audit: what must hold is looked at on both sides, twice where something is found. */
package io.longhaul.workflows.audit;
