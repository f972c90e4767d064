/** The Kafka topics, as asyncapi.yaml declares them. */
package io.longhaul.relay.topic;
