/** Whether something with nodes comes from n8n: its connections are an object of names, and a list here. */
export function isOfN8n({ connections }: { connections?: unknown }): boolean {
  return typeof connections === "object" && !Array.isArray(connections);
}
