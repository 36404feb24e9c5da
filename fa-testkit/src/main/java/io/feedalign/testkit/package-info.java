/**
 * What authors of backends, layers, rules and data sets test themselves with: a reference backend
 * that is the living definition of every operation, and contracts to subclass.
 */
@NullMarked
package io.feedalign.testkit;

import org.jspecify.annotations.NullMarked;
