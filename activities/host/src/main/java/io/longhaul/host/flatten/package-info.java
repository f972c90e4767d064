/** Making a volume independent of its template, whether its VM runs or not, and whoever began it. */
package io.longhaul.host.flatten;
