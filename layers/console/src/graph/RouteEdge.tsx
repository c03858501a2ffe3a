import { BaseEdge, type Edge, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { memo } from "react";
import type { Point } from "./layout";

export type RouteData = { route?: Point[]; index: number };
export type RouteEdgeType = Edge<RouteData, "route">;

const CORNER = 8;

/** A connection along the way that the layout found, or a plain stepped curve where nodes were moved since. */
export const RouteEdge = memo(function RouteEdge(props: EdgeProps<RouteEdgeType>) {
  const route = props.data?.route;
  const path = route && fits(route, props) ? roundedPath(ended(route, props)) : getSmoothStepPath({ ...props, borderRadius: CORNER })[0];
  return <BaseEdge id={props.id} path={path} markerEnd={props.markerEnd} interactionWidth={18} />;
});

type Ends = Pick<EdgeProps, "sourceX" | "sourceY" | "targetX" | "targetY">;

function fits(route: Point[], { sourceX, sourceY, targetX, targetY }: Ends): boolean {
  const [start, end] = [route[0]!, route[route.length - 1]!];
  const isNear = (a: number, b: number) => Math.abs(a - b) < 8;
  return isNear(start.x, sourceX) && isNear(start.y, sourceY) && isNear(end.x, targetX) && isNear(end.y, targetY);
}

/** The layout's ends lie on the node's border, the drawn ones on the middle of the handle. */
function ended(route: Point[], { sourceX, sourceY, targetY }: Ends): Point[] {
  if (route.length === 2) return [{ x: sourceX, y: sourceY }, { x: sourceX, y: targetY }];
  return [{ x: route[0]!.x, y: sourceY }, ...route.slice(1, -1), { x: route[route.length - 1]!.x, y: targetY }];
}

function roundedPath(points: Point[]): string {
  const parts = [`M ${points[0]!.x} ${points[0]!.y}`];
  for (let index = 1; index < points.length - 1; index += 1) {
    const [before, corner, after] = [points[index - 1]!, points[index]!, points[index + 1]!];
    const radius = Math.min(CORNER, distance(before, corner) / 2, distance(corner, after) / 2);
    const [start, end] = [towards(corner, before, radius), towards(corner, after, radius)];
    parts.push(`L ${start.x} ${start.y}`, `Q ${corner.x} ${corner.y} ${end.x} ${end.y}`);
  }
  const last = points[points.length - 1]!;
  parts.push(`L ${last.x} ${last.y}`);
  return parts.join(" ");
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}
