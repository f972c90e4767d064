/** Configuration, declared once: the parameters, their sources, their reference in {@code docs/configuration.md}. */
package io.longhaul.runtime.config;
