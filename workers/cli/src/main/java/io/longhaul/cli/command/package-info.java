/** The commands themselves: options, help, exit statuses. */
package io.longhaul.cli.command;
