package io.feedalign.bench.start;

/** The ends of what happens before the first learning step: each loads a class at last. */
enum Milestone {
  JAVA("Java itself", "io.feedalign.cli.Main"),
  CONTAINER("container", "io.feedalign.core.plugin.Plugins"),
  COMMANDS("plugins and commands", "io.feedalign.cli.config.Recipes"),
  EXPERIMENT("experiment, data, backend", "io.feedalign.core.compile.Compiler"),
  PLAN("plan of memory", "io.feedalign.cli.command.Campaign"),
  FOLDER("run folder", "io.feedalign.core.run.CompiledNetwork"),
  KERNELS("kernels and weights", "io.feedalign.core.run.Trainer"),
  STEP("first batch and step", "io.feedalign.train.StepReport");

  private final String before;
  private final String type;

  Milestone(String before, String type) {
    this.before = before;
    this.type = type;
  }

  /** What comes before it, in a few words. */
  String before() {
    return before;
  }

  /** The class that is loaded when it is reached, and not before. */
  String type() {
    return type;
  }
}
