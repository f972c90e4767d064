/** What every request has in common: its route, its caller, its body, and how a failure is answered. */
package io.longhaul.api.http;
