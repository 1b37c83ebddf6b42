/** Tests of packages. */
@org.jspecify.annotations.NullMarked
package io.noderax.agent.packages;
