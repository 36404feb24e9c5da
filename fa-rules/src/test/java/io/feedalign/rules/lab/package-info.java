/** A laboratory for rules: small networks, single steps in double precision, independent loops. */
@org.jspecify.annotations.NullMarked
package io.feedalign.rules.lab;
