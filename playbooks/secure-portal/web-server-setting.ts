import { type Command, commandOf, defineModule, query, RefusedError, type Shell, sh } from 'drover';
import { z } from 'zod';
import { note } from './before/note.ts';
import { findInstance } from './instances/find-instance.ts';
import { inSession } from './instances/in-session.ts';
import type { Instance } from './instances/session-words.ts';

/** What qlist and the parameter file say of an instance. */
interface SettingState {
  readonly control: string;
  readonly name: string;
  readonly status: string;
  readonly cpf: string;
  readonly readable: boolean;
  /** Undefined: the key is not in the section. */
  readonly value: string | undefined;
  /** What was noted before the first change: `none` where the key was not there; empty: nothing was changed. */
  readonly kept: string;
}

interface SettingChange {
  readonly is: 'set';
  readonly from: string | undefined;
  readonly to: string;
  readonly by: 'session' | 'file' | 'stopped';
}

const params = z.strictObject({
  instance: z.custom<Instance>(),
  value: z.enum(['0', '1', 'kept']).meta({ description: 'kept: as it was before the first change.' }),
  by: z.enum(['session', 'stopped']).meta({ description: 'How, while the instance runs.' }),
  keep: z.string().meta({ description: 'Where the value before the first change is noted.' }),
});

type Desired = z.output<typeof params>;

/**
 * Whether an instance starts a web server of its own: WebServer in [Startup] of its parameter file, all else kept. It
 * counts from the next start on, so nothing is restarted for it; a running instance writes the file itself.
 */
export const webServerSetting = defineModule({
  name: 'webServerSetting',
  summary: 'Whether an instance starts its own web server, by the key WebServer of its parameter file.',
  params,
  desired: (given) => given,
  inspect: ({ instance, keep }) =>
    query<SettingState>(
      sh`${findInstance(instance)}
printf '%s\n' "$control" "$name" "$status" "$cpf" "$(cat ${keep} 2>/dev/null)"; if [ -n "$cpf" ] && [ -r "$cpf" ]; then echo yes; tr -d '\r' <"$cpf" | awk '
  /^\[/ { inside = tolower($0) ~ /^\[startup\]/ } inside && /^WebServer=/ { print; exit }'; fi`,
      {
        reads: [
          `file:${instance.directory}`,
          `file:${keep}`,
          ...(instance.cpfFile === undefined ? [] : [`file:${instance.cpfFile}` as const]),
        ],
        parse: ({ stdout }) => {
          const [control = '', name = '', status = '', cpf = '', kept = '', readable = '', line = ''] =
            stdout.split('\n');
          const value = line === '' ? undefined : line.slice('WebServer='.length).trim();
          return { control, name, status, cpf, kept, readable: readable === 'yes', value };
        },
      },
    ),
  plan: (current, desired): readonly SettingChange[] => {
    refuse(current, desired);
    const by = /^down\b/.test(current.status) ? 'file' : desired.by;
    const to = desired.value === 'kept' ? current.kept : desired.value;
    // No session can take a key out of the file.
    if (to === '' || (to === 'none' && by === 'session')) return [];
    return (current.value ?? 'none') === to ? [] : [{ is: 'set', from: current.value, to, by }];
  },
  describe: ({ from, to, by }, _, { cpf, name }) => ({
    summary: `${cpf}: WebServer ${from ?? 'not set'} → ${to}${by === 'stopped' ? `, while ${name} is stopped for it` : ''}`,
  }),
  apply: (change, desired, current) =>
    setting(
      change,
      desired,
      sh`${note(desired.keep, current.value ?? 'none')} || exit
${setScript(change, desired, change.to)}`,
    ),
  undo: (change, desired, { kept }) => {
    const absent = change.by === 'session' ? '0' : 'none';
    const forget = kept === '' ? sh`rm -f -- ${desired.keep}` : sh`:`;
    return setting(change, desired, sh`${setScript(change, desired, change.from ?? absent)} && ${forget}`);
  },
});

function setting({ by }: SettingChange, { instance, keep }: Desired, script: Shell): Command {
  const touches = by === 'stopped' ? 'everything' : ([`file:${instance.directory}`, `file:${keep}`] as const);
  return commandOf(script, { touches });
}

function setScript({ by }: SettingChange, { instance }: Desired, value: string): Shell {
  if (by === 'session') {
    return inSession(instance, [
      `kill p set p("WebServer")=${value} set sc=##class(Config.Startup).Modify(.p)`,
    ]);
  }
  const edit = sh`${findInstance(instance)}
next=$cpf.drover-new; cp -p -- "$cpf" "$next" && awk -v value=${value} '
  { end = sub(/\r$/, "") ? "\r" : "" }
  /^\[/ { inside = tolower($0) ~ /^\[startup\]/ }
  inside && /^WebServer=/ { done = 1; if (value == "none") next; $0 = "WebServer=" value }
  { text[++lines] = $0 end; if (inside && /^\[/) { head = lines; headEnd = end } }
  END { for (n = 1; n <= lines; n++) { print text[n]; if (n == head && !done && value != "none") print "WebServer=" value headEnd }; exit !head }' "$cpf" >"$next" &&
mv -f -- "$next" "$cpf" || { rm -f -- "$next"; echo "$cpf has no section [Startup], or cannot be written" >&2; exit 1; }`;
  if (by === 'file') return edit;
  return sh`${findInstance(instance)}
"$control" stop "$name" quietly </dev/null || exit
( ${edit}
); code=$?
"$control" start "$name" quietly </dev/null >/dev/null || exit
exit "$code"`;
}

function refuse({ control, name, status, cpf, readable }: SettingState, { instance }: Desired): void {
  const command = instance.product === 'cache' ? 'ccontrol' : 'iris';
  if (control === '') {
    throw new RefusedError(`There is no command ${command} on this host`, {
      hint: 'Look whether product and instance_directory are right.',
    });
  }
  if (name === '') {
    throw new RefusedError(`"${command} qlist" knows no instance in ${instance.directory}`, {
      hint: `Run it on the host, and set instance_directory, or instance, as it says.`,
    });
  }
  if (!readable)
    throw new RefusedError(`The parameter file ${cpf} of ${name} cannot be read`, { hint: 'Set cpf_file.' });
  if (!/^(running|down)\b/.test(status)) {
    throw new RefusedError(`${name} is neither running nor down: ${status}`, {
      hint: 'Wait until it is, or bring it down, and run again.',
    });
  }
}
