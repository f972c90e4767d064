/** The return of a host that was confirmed off. */
package io.longhaul.workflows.admission;
