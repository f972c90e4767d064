/** The client commands of {@code longhaul}: everything that it asks of the API, and how the answers are shown. */
package io.longhaul.cli;
