/** Why a group cannot have this name; `undefined` when it can. */
export function groupNameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string' || name === '') return `the group name ${shown(name)} is not text`;
  const [sign] = /^[!&~@]|[\s,:[\]*?]/u.exec(name) ?? [];
  if (sign === undefined) return undefined;
  const held = sign.trim() === '' ? 'white space' : `"${sign}"`;
  return `the group name ${shown(name)} holds ${held}, which means something else in patterns`;
}

function shown(name: unknown): string {
  return typeof name === 'string' ? JSON.stringify(name) : String(name);
}
