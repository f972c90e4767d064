/** The process that publishes the outbox to Kafka. */
package io.longhaul.relay;
