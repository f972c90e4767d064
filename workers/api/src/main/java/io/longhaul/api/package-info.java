/** The HTTP API: jobs are submitted, watched and decided on here, and the inventory is read. */
package io.longhaul.api;
