/** The control side of the audit: the inventory against Temporal and Kafka. Nothing here changes anything. */
package io.longhaul.control.audit;
