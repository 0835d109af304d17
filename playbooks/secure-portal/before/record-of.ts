/** Where what a file was before is kept below a directory: a copy of it, or a note that it was not there. */
export interface FileRecord {
  readonly copy: string;
  readonly absent: string;
}

export function recordOf(directory: string, path: string): FileRecord {
  const copy = `${directory}/${encodeURIComponent(path)}`;
  return { copy, absent: `${copy}.absent` };
}
