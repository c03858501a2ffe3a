/** A file that was dropped on another page: the import page takes it from here. */
import { navigate, paths } from "../../router";

let offered: File | null = null;

export function offer(file: File): void {
  offered = file;
  navigate(paths.importWorkflow);
}

export function takeOffered(): File | null {
  const file = offered;
  offered = null;
  return file;
}
