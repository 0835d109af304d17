/** What is said of something that is to be run; `certain`: nothing before can make it needless. */
export function runWords(title: string, certain: boolean): string {
  return certain ? `run ${title}` : `run, if what changes before still asks for it: ${title}`;
}
