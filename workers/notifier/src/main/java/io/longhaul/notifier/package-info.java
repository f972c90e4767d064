/** Tells people of alerts: reads {@code longhaul.alert.v1} as any consumer may, and calls a webhook or sends mail. */
package io.longhaul.notifier;
