package dev.edgeagent.cli.drawing;

import dev.edgeagent.graph.Graph;
import dev.edgeagent.workflow.Workflow;
import java.util.List;

/**
 * A workflow as all formats show it: boxes for the nodes, arrows for the ways that a run can take.
 *
 * @param workflow whose name, description and initial state are shown
 * @param boxes one for each node, in the order of the file; a box's id is the node's name
 * @param arrows between boxes, {@link Workflow#START} and {@link Workflow#END}; those that leave
 *     one box stand together, in the order in which a run tries them
 */
public record Drawing(Workflow workflow, List<Box> boxes, List<Arrow> arrows) {

  public Drawing {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /** Nothing is run for it; a node that runs another workflow is one box. */
  public static Drawing of(Graph graph) {
    return new Drawing(graph.workflow(), new BoxReader(graph).all(), new ArrowReader(graph).all());
  }

  /** The arrows that leave a box. */
  List<Arrow> from(String id) {
    return arrows.stream().filter(arrow -> arrow.from().equals(id)).toList();
  }
}
