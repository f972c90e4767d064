/** What passes between a node and a guest: the NoCloud disk, the serial console, the guest agent. */
package io.longhaul.host.guest;
