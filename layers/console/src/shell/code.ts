/** The code of pages that need more than the application; nothing here needs React, so that the entry can begin it. */
export const graphView = () => import("../graph/GraphView");
export const workflowPage = () => import("../pages/WorkflowPage");
export const runPage = () => import("../pages/RunPage");
export const editorPage = () => import("../pages/EditorPage");
