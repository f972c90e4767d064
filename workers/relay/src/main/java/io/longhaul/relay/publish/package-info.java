/** Events into Kafka, once. */
package io.longhaul.relay.publish;
