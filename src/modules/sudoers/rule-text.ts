import type { SudoersParams } from './params.ts';

/** What the file holds: a rule as Ansible writes it, or the content given. */
export function ruleText(given: SudoersParams): string {
  const { content, user, group, commands = [], runAs, host, noPassword, noExec, setEnv } = given;
  if (content !== undefined) return content;
  const tags = [noPassword ? 'NOPASSWD:' : '', setEnv ? 'SETENV:' : '', noExec ? 'NOEXEC:' : ''].join('');
  const as = runAs === undefined ? '' : `(${runAs})`;
  const who = group === undefined ? escaped(user) : `%${escaped(group)}`;
  return `${who} ${host}=${as}${tags} ${commands.join(', ')}\n`;
}

/** A name as sudoers(5) has it, with a backslash before what has a meaning there: `domain\\ admins\\@corp.example`. */
function escaped(name = ''): string {
  return name.replace(/[^\p{L}\p{N}_.$-]/gu, String.raw`\$&`);
}
