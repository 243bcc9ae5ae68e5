package dev.edgeagent.cli.drawing;

import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A node, a step of one, or what each branch of one does.
 *
 * @param id unique in the drawing
 * @param node what it does and what becomes of an error in it
 * @param stopsBefore whether a run stops before it to be resumed
 * @param stopsAfter whether a run stops after it to be resumed
 * @param inside its steps, the body of its loop, or what each of its branches does
 */
public record Box(String id, Node node, boolean stopsBefore, boolean stopsAfter, List<Box> inside) {

  public Box {
    inside = List.copyOf(inside);
  }

  /** What sort of node it is, as JSON has it. */
  String kind() {
    return switch (node.body()) {
      case Body.Pass _ -> "pass";
      case Body.Call _ -> "action";
      case Body.Lua _ -> "lua";
      case Body.Expression _ -> "expression";
      case Body.Steps _ -> "steps";
      case Body.WhileLoop _ -> "while_loop";
      case Body.FanOut(Body.Items.Dynamic _, _, _, _, _, _) -> "dynamic_parallel";
      case Body.FanOut(Body.Items.Each _, _, _, _, _, _) -> "parallel_each";
      case Body.FanOut(Body.Items.Matrix _, _, _, _, _, _) -> "matrix";
      case Body.Subgraph _ -> "subgraph";
    };
  }

  /** From the box through what is inside it, and back to it for the next round of a loop. */
  List<Arrow> arrowsInside() {
    List<Arrow> arrows = new ArrayList<>();
    String from = id;
    for (Box next : inside) {
      arrows.add(new Arrow(from, next.id(), Arrow.Kind.INNER, null, false));
      from = next.id();
    }
    if (node.body() instanceof Body.WhileLoop) {
      arrows.add(new Arrow(from, id, Arrow.Kind.INNER, null, false));
    }
    return arrows;
  }
}
