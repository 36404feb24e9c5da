package io.feedalign.testkit;

import io.feedalign.ir.Program;
import java.util.List;
import java.util.stream.Stream;

/** Every program that the backend contract compares with the reference, for compiling ahead. */
public final class ContractPrograms {
  private ContractPrograms() {}

  /** As they are written, and with chains. */
  public static List<Program> all() {
    return Stream.concat(ProgramCase.all().stream(), BrainCases.all().stream())
        .map(check -> check.sketch().program())
        .flatMap(program -> Stream.of(program, Fusion.chains(program)))
        .toList();
  }
}
