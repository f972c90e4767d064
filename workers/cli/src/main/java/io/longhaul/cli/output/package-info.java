/** Text for people: tables, quantities, problems, jobs. */
package io.longhaul.cli.output;
