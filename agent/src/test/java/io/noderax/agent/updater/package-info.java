/** The updater against release directories of all kinds, on a machine that is killed and whose disk is full. */
@NullMarked
package io.noderax.agent.updater;

import org.jspecify.annotations.NullMarked;
