@NullMarked
package io.noderax.agent.doctor;

import org.jspecify.annotations.NullMarked;
