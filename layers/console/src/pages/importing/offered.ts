/** Files that were dropped on another page: the import page takes them from here. */
import { navigate, paths } from "../../router";

let offered: readonly File[] = [];

export function offer(files: readonly File[]): void {
  offered = files;
  navigate(paths.importWorkflow);
}

export function takeOffered(): readonly File[] {
  const files = offered;
  offered = [];
  return files;
}
