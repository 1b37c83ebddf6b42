@NullMarked
package io.noderax.agent.supervision;

import org.jspecify.annotations.NullMarked;
