@NullMarked
package io.noderax.agent.service;

import org.jspecify.annotations.NullMarked;
