/** Audits: asked for here, done by the control worker and the nodes. */
package io.longhaul.api.audit;
