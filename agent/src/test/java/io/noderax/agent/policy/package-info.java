@NullMarked
package io.noderax.agent.policy;

import org.jspecify.annotations.NullMarked;
