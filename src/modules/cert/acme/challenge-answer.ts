import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Conversation, commandOf } from '../../../core/command.ts';
import { RefusedError } from '../../../core/errors.ts';
import { sh } from '../../../core/sh.ts';
import type { AcmeParams } from './acme-params.ts';
import { errorText } from './error-text.ts';

/** What a server asks to be shown for one name. */
export interface Asked {
  readonly name: string;
  readonly token: string;
  /** What has to be found: the text of a file, or of a record. */
  readonly value: string;
}

/** Shows a server what it asks for, and takes it away again. */
export interface ChallengeAnswer {
  readonly present: (asked: Asked) => Promise<void>;
  readonly cleanup: (asked: Asked) => Promise<void>;
}

const hookTimeoutMs = 10 * 60_000;

/** By a file on the host, or by a record that a program of the controller sets. */
export function challengeAnswer(host: Conversation, challenge: AcmeParams['challenge']): ChallengeAnswer {
  return challenge.type === 'http-01'
    ? byFile(host, challenge.webroot)
    : byRecord(challenge.hook, host.signal);
}

function byFile(host: Conversation, webroot: string): ChallengeAnswer {
  const directory = challengeDirectory(webroot);
  const pathOf = ({ token }: Asked) => {
    // It becomes the name of a file, and a stranger chose it (RFC 8555, 8.3: base64url).
    if (!/^[A-Za-z0-9_-]+$/.test(token)) throw new RefusedError(`The server gave "${token}" as a token`);
    return `${directory}/${token}`;
  };
  return {
    present: async (asked) => {
      const path = pathOf(asked);
      const script = sh`umask 022; mkdir -p -- ${directory} && cat >${path}`;
      await host.run(commandOf(script, { stdin: asked.value, touches: [`file:${path}`] }));
    },
    cleanup: async (asked) => {
      const path = pathOf(asked);
      await host.run(commandOf(sh`rm -f -- ${path}`, { touches: [`file:${path}`] }));
    },
  };
}

/** Where files for a server are put (RFC 8555, 8.3). */
export function challengeDirectory(webroot: string): string {
  return `${webroot}/.well-known/acme-challenge`;
}

function byRecord([program = '', ...words]: readonly string[], signal: AbortSignal): ChallengeAnswer {
  const call = async (what: 'present' | 'cleanup', { name, value }: Asked) => {
    const record = `_acme-challenge.${name}.`;
    const options = { signal, timeout: hookTimeoutMs };
    await promisify(execFile)(program, [...words, what, record, value], options).catch((cause: unknown) => {
      throw new RefusedError(`The hook ${program} could not ${what} ${record}: ${errorText(cause)}`, {
        hint: 'Run it by hand with the same three words, and look at what it says.',
        cause,
      });
    });
  };
  return { present: (asked) => call('present', asked), cleanup: (asked) => call('cleanup', asked) };
}
