@org.jspecify.annotations.NullMarked
package io.noderax.protocol.log;
