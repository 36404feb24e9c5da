package io.feedalign.cli.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.StepPrograms;
import io.feedalign.core.store.AtomicFile;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.error.FaException;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.nn.Network;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network's inference as ONNX: one input {@code input} (batch, C, H, W) of normalised pixels, one
 * output {@code logits} (batch, classes), for batches of any size.
 *
 * <p>It is written from the instructions of the {@code infer} program, so that no layer has to know
 * of it.
 *
 * @param network what to write
 * @param weights its parameters by path
 * @param remarks free text by key, for the file's own record
 */
public record OnnxModel(
    Network network, Map<String, StoredTensor> weights, Map<String, String> remarks) {
  private static final int OPERATORS = 13;
  private static final int FORMAT = 8;
  // Any number that a batch norm can learn from will do: the file takes every batch.
  private static final int BATCH = 2;

  /** Writes the file whole or not at all; the backend only lends its name to the compiler. */
  public void write(Path file, Backend backend) {
    ByteBuffer bytes = ByteBuffer.wrap(model(backend).toByteArray());
    AtomicFile.write(file, channel -> AtomicFile.drain(channel, bytes));
  }

  ModelProto model(Backend backend) {
    StepPrograms traced =
        Compiler.on(backend).batch(BATCH).trace(network.withHead(new ReadoutHead()));
    Program infer = traced.program("infer");
    Value logits = traced.outlets().hits().orElseThrow();
    OnnxGraph graph = new OnnxGraph(network.name());
    graph.input(traced.feeds().input(), "input");
    Set<Value> batched = new HashSet<>(Set.of(traced.feeds().input()));
    Set<Value> wanted = wanted(infer.body(), logits);
    infer.states().stream().filter(wanted::contains).forEach(state -> weight(graph, state));
    OnnxTable table = new OnnxTable(graph, batched);
    for (Instruction instruction : infer.body()) {
      if (instruction.outputs().stream().anyMatch(wanted::contains)) {
        if (instruction.inputs().stream().anyMatch(batched::contains)) {
          batched.addAll(instruction.outputs());
        }
        table.write(instruction);
      }
    }
    graph.output(logits, "logits");
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("feedalign")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
            .setGraph(graph.finished());
    remarks.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private void weight(OnnxGraph graph, Value state) {
    StoredTensor tensor = weights.get(state.name());
    if (tensor == null) {
      throw FaException.internal("There is no tensor '" + state.name() + "'.");
    }
    graph.state(state, tensor);
  }

  /** Every value on which another depends, and itself. */
  private static Set<Value> wanted(List<Instruction> body, Value last) {
    Set<Value> wanted = new HashSet<>();
    Deque<Instruction> backwards = new ArrayDeque<>();
    body.forEach(backwards::push);
    wanted.add(last);
    for (Instruction instruction : backwards) {
      if (instruction.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(instruction.inputs());
      }
    }
    return wanted;
  }
}
