/** Health and metrics of a process over HTTP. */
package io.longhaul.runtime.health;
