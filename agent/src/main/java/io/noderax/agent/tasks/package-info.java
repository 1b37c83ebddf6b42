/** Tasks: {@code ClaimLoop} takes one, {@code TaskRunner} runs it, {@code LogDelivery} and {@code Reporter} tell the server. */
@NullMarked
package io.noderax.agent.tasks;

import org.jspecify.annotations.NullMarked;
