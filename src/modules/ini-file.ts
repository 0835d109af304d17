import { defineModule } from '../core/module.ts';
import { Secret } from '../core/secret.ts';
import { withOption, withoutOption } from './ini-file/edit-ini.ts';
import { iniParams } from './ini-file/ini-params.ts';
import { type StatedWish, wishesOf } from './ini-file/wishes-of.ts';
import { type DesiredEdit, type Edited, editSteps } from './shared/edit-steps.ts';
import { whenAbsent } from './shared/when-absent.ts';

/**
 * Options of an INI file have their values, or are not there, as `ini_file` of Ansible has it. Different on purpose:
 * what is not asked for stays byte for byte (comments, blanks around `=`, capital letters, line ends, encoding, a last
 * line that nothing ends); a comment is reused only where no active line of the option is; a section may be asked for
 * without an option; the first section of a name counts; a new file does not begin with an empty line; links are
 * followed; the directory must be there.
 */
export const iniFile = defineModule({
  name: 'iniFile',
  summary: 'Options of an INI file have their values, or are not there.',
  example:
    "iniFile('The gateway speaks TLS', { path: '/opt/csp/CSP.ini', section: 'LOCAL', options: { SSL: '1' } })",
  params: iniParams,
  desired: (given): DesiredEdit => {
    const { path, validate, backup, sensitive, create, mode, owner, group } = given;
    const wishes = wishesOf(given);
    const isPresent = wishes.some(({ state }) => state === 'present');
    const asked = [given.value, given.values, Object.values(given.options ?? {})].flat(2);
    return {
      path,
      permissions: { mode, owner, group },
      validate,
      backup,
      sensitive: sensitive || asked.some((one) => one instanceof Secret),
      whenAbsent: whenAbsent(isPresent ? 'present' : 'absent', create),
      edit: (text) => edited(text, wishes),
    };
  },
  ...editSteps,
});

function edited(text: string, wishes: readonly StatedWish[]): Edited {
  return wishes.reduce<Edited>(
    (so, { state, wish }) => {
      const next = state === 'present' ? withOption(so.text, wish) : withoutOption(so.text, wish);
      return { text: next.text, words: [so.words, next.words].filter((word) => word !== '').join(', ') };
    },
    { text, words: '' },
  );
}
