/** How the API is reached and asked. */
package io.longhaul.cli.http;
