/** What happened: events for people, outbox rows for programs, written with the change they tell of. */
@NullMarked
package io.noderax.server.events;

import org.jspecify.annotations.NullMarked;
