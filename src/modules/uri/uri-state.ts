import { RefusedError } from '../../core/errors.ts';
import { all, controllerQuery, each, known, mapQuery, type Query, query } from '../../core/query.ts';
import type { Secret } from '../../core/secret.ts';
import { sh } from '../../core/sh.ts';
import { type Due, due } from '../command/due.ts';
import { type ParentState, parentState } from '../shared/parent-state.ts';
import { type PathState, pathState } from '../shared/path-state.ts';
import { requireTools } from '../shared/require-tools.ts';
import { type ToolsState, toolsState } from '../shared/tools-state.ts';
import { askHere } from './ask-here.ts';
import { type Reply, replyOf } from './reply.ts';
import type { Desired } from './request.ts';
import { requestScript } from './request-script.ts';
import { requestText } from './request-text.ts';

/** What is seen before anything is sent. */
export interface Before {
  readonly due: Due;
  /** Of a request that only looks: its answer. */
  readonly reply: Reply | undefined;
  readonly tools: ToolsState;
  readonly file: PathState | undefined;
  readonly parent: ParentState | undefined;
}

const noTools: ToolsState = { missing: [], manager: '' };

/** Asks for what decides whether to send, and sends what only looks. */
export function before(desired: Desired): Query<Before> {
  const { creates, removes, dest, from, looks, request } = desired;
  const guards = { creates, removes, environment: {} };
  const parts = all({
    due: due(guards),
    reply: looks ? answer(desired) : known(undefined),
    tools: from === 'host' ? toolsState(['curl']) : known(noTools),
    file: dest === undefined ? known(undefined) : pathState(dest, { digest: true }),
    parent: dest === undefined ? known(undefined) : parentState(dest),
    told: each(request.secrets.map(toldOf)),
  });
  return mapQuery(parts, ({ due: isDue, reply, tools, file, parent }) => ({
    due: isDue,
    reply,
    tools,
    file,
    parent,
  }));
}

function answer(desired: Desired): Query<Reply> {
  if (desired.from === 'controller') {
    return controllerQuery((signal) => askHere(desired, signal), 'everything');
  }
  const { creates, removes } = desired;
  const isThere = (path: string) => sh`[ -e ${path} ] || [ -L ${path} ]`;
  const needless = [
    ...(creates === undefined ? [] : [sh`if ${isThere(creates)}; then exit 0; fi`]),
    ...(removes === undefined ? [] : [sh`${isThere(removes)} || exit 0`]),
  ].reduce((so, one) => sh`${so}${one}; `, sh``);
  return query<Reply>(sh`${needless}${requestScript(desired, { saves: false })}`, {
    reads: 'everything',
    stdin: requestText(desired),
    parse: replyOf,
    afterTouch: () => ({ is: 'coming' }),
  });
}

/** Changes and asks nothing: what has been told to a host, the run hides in all that is reported. */
function toldOf(secret: Secret): Query<undefined> {
  return query(sh`:`, { reads: [], stdin: secret, parse: () => undefined });
}

/** Throws a RefusedError unless it is an answer with the right status. */
export function goodReply(
  reply: Reply,
  desired: Desired,
  tools: ToolsState,
): Extract<Reply, { is: 'answer' }> {
  const { method, url, statusCode } = desired;
  const asked = `${method} ${url}`;
  switch (reply.is) {
    case 'answer':
      if (statusCode.includes(reply.status)) return reply;
      throw new RefusedError(`${asked} was answered by ${reply.status}, not ${statusCode.join(' or ')}`, {
        hint: 'What the answer says is kept out of reports. Ask by hand, or add the status to statusCode.',
      });
    case 'lacking':
      requireTools({ ...tools, missing: ['curl'] }, `${asked} cannot be sent from the host`);
      break;
    case 'simple':
      requireTools(
        { ...tools, missing: ['curl'] },
        `${asked} cannot be sent by the wget of busybox, which can GET by http only, without a secret, and always follows redirects`,
      );
      break;
    case 'none':
      throw new RefusedError(`${asked} got no answer: ${reply.why || `not within ${desired.timeoutMs} ms`}`);
    case 'coming':
      break;
  }
  throw new RefusedError(`${asked} was not sent`);
}
