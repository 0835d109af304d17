/** So many names go into one command. */
const most = 100;

/** Names in lists that a command line can hold. */
export function nameLists(names: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(names.length / most);
  return Array.from({ length: count }, (_, at) => names.slice(at * most, (at + 1) * most));
}
