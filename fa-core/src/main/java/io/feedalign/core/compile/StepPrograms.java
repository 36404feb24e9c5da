package io.feedalign.core.compile;

import io.feedalign.core.run.Feeds;
import io.feedalign.core.run.Findings;
import io.feedalign.core.run.Outlets;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What compiling yields before a backend sees it: programs, and the values to write and read.
 *
 * @param programs in the order in which they were traced; not yet scheduled or fused
 * @param feeds written before runs
 * @param outlets read after runs
 * @param states every persistent value by path
 * @param feedback the name of the tensor through which each synapse's credit is pulled, by path
 * @param findings what is worth telling
 */
public record StepPrograms(
    List<Program> programs,
    Feeds feeds,
    Outlets outlets,
    Map<String, Value> states,
    Map<String, String> feedback,
    Findings findings) {

  /** Copies the collections, keeping their order. */
  public StepPrograms {
    programs = List.copyOf(programs);
    states = new LinkedHashMap<>(states);
    feedback = new LinkedHashMap<>(feedback);
  }

  /** The program of a name, such as {@code learn}. */
  public Program program(String name) {
    return programs.stream()
        .filter(program -> program.name().equals(name))
        .findFirst()
        .orElseThrow(() -> FaException.internal("There is no program '" + name + "'."));
  }
}
