/** JSON that comes from outside: read strictly, and checked against the generated schemas. */
package io.longhaul.api.json;
