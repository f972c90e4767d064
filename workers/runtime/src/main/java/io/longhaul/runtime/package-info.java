/** What every process of Longhaul shares: configuration, logs, health, metrics, an orderly end. */
package io.longhaul.runtime;
