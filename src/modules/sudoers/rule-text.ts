import type { SudoersParams } from './params.ts';

/** What the file holds: a rule as Ansible writes it, or the content given. */
export function ruleText(given: SudoersParams): string {
  const { content, user, group, commands = [], runAs, host, noPassword, noExec, setEnv } = given;
  if (content !== undefined) return content;
  const tags = [noPassword ? 'NOPASSWD:' : '', setEnv ? 'SETENV:' : '', noExec ? 'NOEXEC:' : ''].join('');
  const as = runAs === undefined ? '' : `(${runAs})`;
  const who = group === undefined ? user : `%${group}`;
  return `${who} ${host}=${as}${tags} ${commands.join(', ')}\n`;
}
