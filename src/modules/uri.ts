import { commandOf, dialogue, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { mapQuery } from '../core/query.ts';
import type { Resources } from '../core/resource.ts';
import { sh } from '../core/sh.ts';
import type { Task, TaskOptions } from '../core/task.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { askHere } from './uri/ask-here.ts';
import { uriParams } from './uri/params.ts';
import { type Reply, replyOf } from './uri/reply.ts';
import { type Desired, requestOf } from './uri/request.ts';
import { requestScript } from './uri/request-script.ts';
import { requestText } from './uri/request-text.ts';
import { type Before, before, goodReply } from './uri/uri-state.ts';

export interface UriState {
  /** Undefined: nothing was sent, since `creates` or `removes` said so. */
  readonly status: number | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first MiB of the answer, with `returnContent`. */
  readonly content: string | undefined;
  /** What the answer says, where it says that it is JSON; of an answer of up to 1 MiB. */
  readonly json: unknown;
  readonly before: Before | undefined;
}

type UriChange = { readonly is: 'send' } | { readonly is: 'save'; readonly from: string };

const silence: UriState = {
  status: undefined,
  headers: {},
  content: undefined,
  json: undefined,
  before: undefined,
};

/** For curl or wget to say that the time is over. */
const graceMs = 10_000;

const sent = defineModule({
  name: 'uri',
  summary: 'A web server was asked or told something, by the host or by the controller.',
  example: `uri('The node is drained', {
  url: 'http://127.0.0.1:8500/v1/agent/maintenance?enable=true',
  method: 'PUT',
  statusCode: [200, 204],
})`,
  params: uriParams,
  desired: async (given, { directory }): Promise<Desired> => ({
    ...given,
    request: await requestOf(given, directory),
  }),
  inspect: (desired) =>
    mapQuery(before(desired), (seen): UriState => ({ ...stateOf(seen.reply, desired), before: seen })),
  plan: ({ before: seen }, desired): readonly UriChange[] => {
    if (seen === undefined || seen.due === 'no') return [];
    refuseDest(seen, desired);
    if (!desired.looks || seen.reply?.is === 'coming') return [{ is: 'send' }];
    const { sha256 } = goodReply(seen.reply ?? { is: 'coming' }, desired, seen.tools);
    const { file } = seen;
    if (file === undefined || (file.is === 'file' && file.sha256 === sha256)) return [];
    return [{ is: 'save', from: file.is === 'absent' ? 'written' : 'replaced' }];
  },
  describe: (change, { method, url, dest }) => ({
    summary: change.is === 'send' ? `${method} ${url}` : `${dest} ${change.from} with what ${url} gives`,
  }),
  apply: (_, desired): Step => {
    if (desired.from === 'host') {
      return commandOf(
        sh`${desired.dest === undefined ? sh`:` : keepFile(desired.dest)}
${requestScript(desired, { saves: true })}`,
        { touches: touched(desired), stdin: requestText(desired), timeoutMs: desired.timeoutMs + graceMs },
      );
    }
    return dialogue('everything', async ({ signal }) => ({
      stdout: JSON.stringify(await askHere(desired, signal)),
      stderr: '',
    }));
  },
  undo: (_, { dest, looks }) => {
    if (dest !== undefined && looks) return commandOf(putBack(dest), { touches: [`file:${dest}`] });
    return undefined;
  },
  conclude: (answer, desired) => {
    // The controller wrote it down itself.
    const reply = desired.from === 'host' ? replyOf(answer) : (JSON.parse(answer.stdout) as Reply);
    goodReply(reply, desired, { missing: [], manager: '' });
    return stateOf(reply, desired);
  },
});

/** A file is changed by a look, and anything by what a server is told. */
function touched({ looks, dest }: Desired): Resources {
  return looks && dest !== undefined ? [`file:${dest}`] : 'everything';
}

function refuseDest({ file, parent }: Before, { dest }: Desired): void {
  if (parent?.isThere === 'no') {
    throw new RefusedError(`The directory ${parent.path} is not there`, {
      hint: `Put a task before that makes it: file('…', { path: '${parent.path}', state: 'directory' }).`,
    });
  }
  if (file?.is === 'directory' || file?.is === 'other') {
    throw new RefusedError(
      `${dest} is ${file.is === 'directory' ? 'a directory' : 'neither file nor link'}`,
      {
        hint: 'Name the file itself.',
      },
    );
  }
}

function stateOf(reply: Reply | undefined, { returnContent }: Desired): UriState {
  if (reply?.is !== 'answer') return silence;
  const { status, headers, content } = reply;
  return { ...silence, status, headers, content: returnContent ? content : undefined, json: jsonIn(reply) };
}

function jsonIn({ headers, content }: Extract<Reply, { is: 'answer' }>): unknown {
  if (!/^[^;]*[/+]json\b/i.test(headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

type Given = Parameters<typeof sent>[1];

function make(name: string, given: Given, options: TaskOptions = {}): Task<UriState> {
  const task = sent(name, given, options);
  // What a request is, is known before its task begins only where the parameters are given as they are.
  if (typeof given === 'function') return task;
  const { looks, dest } = uriParams.parse(given);
  return { ...task, verifies: looks && dest === undefined };
}

/**
 * A web server was asked or told something. GET, HEAD and OPTIONS look: they are sent in a check too, and change
 * nothing but `dest`. Any other method counts as a change, different from Ansible, and is not sent in a check. The
 * password, headers and body are never on a command line; of what a server answers, no report shows anything. The wget
 * of busybox serves for a plain GET by http; all else needs curl or GNU wget on the host.
 */
export const uri = Object.assign(make, { spec: sent.spec });
