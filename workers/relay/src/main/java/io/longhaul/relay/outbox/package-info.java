/** The outbox in PostgreSQL, and who may read it. */
package io.longhaul.relay.outbox;
