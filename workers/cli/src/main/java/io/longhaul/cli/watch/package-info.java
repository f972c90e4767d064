/** Following a job until it ends or needs a person. */
package io.longhaul.cli.watch;
