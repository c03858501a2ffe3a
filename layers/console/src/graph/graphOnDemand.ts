/** The drawing of a workflow, whose code is loaded when there is one to show. */
import { graphView } from "../shell/code";
import { onDemand } from "../ui/onDemand";

export const GraphView = onDemand(graphView);
