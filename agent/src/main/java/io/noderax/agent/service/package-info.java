/**
 * The agent as a service of its machine: {@code Setup} puts image, user, folders, links and units in place, {@code Removal} takes them
 * away, {@code UnitState} tells how the unit is. Every step looks first and can be done again.
 */
@NullMarked
package io.noderax.agent.service;

import org.jspecify.annotations.NullMarked;
