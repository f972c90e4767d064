/** Jobs over HTTP: submit, show, watch, decide. */
package io.longhaul.api.job;
