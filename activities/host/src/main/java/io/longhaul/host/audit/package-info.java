/** What the audit asks a host. */
package io.longhaul.host.audit;
