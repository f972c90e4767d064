/** The steps that run on a node, as Temporal activities over the host's parts. */
package io.longhaul.host.activity;
