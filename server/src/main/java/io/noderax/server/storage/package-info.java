/** The way to the database: transactions, rows, texts that PostgreSQL can hold. No feature stands here. */
@NullMarked
package io.noderax.server.storage;

import org.jspecify.annotations.NullMarked;
