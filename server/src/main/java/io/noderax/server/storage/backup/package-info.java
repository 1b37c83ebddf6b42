/**
 * A database as one stream that moves between PostgreSQL servers of any supported version: a zip of {@code schema.json}, the secrets,
 * the tables as COPY writes them, and, at the end, {@code manifest.json} with the rows and the hash of each.
 */
@NullMarked
package io.noderax.server.storage.backup;

import org.jspecify.annotations.NullMarked;
