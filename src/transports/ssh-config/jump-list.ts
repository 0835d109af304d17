import { withoutGaps } from '../without-gaps.ts';
import { configError } from './config-error.ts';
import type { Located } from './ssh-config-entry.ts';

/** One server on the way, as ProxyJump names it. */
export interface Jump {
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
}

/** Reads ProxyJump: `none`, or `[user@]host[:port]` (or `ssh://…`) with commas between, the first one first. */
export function jumpList({ value, at }: Located): readonly Jump[] {
  if (value.toLowerCase() === 'none') return [];
  return value.split(',').map((one) => {
    const [, user, bracketed, plain, port] =
      /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[([^\]]+)\]|([^:@[\]/\s]+))(?::(\d{1,5}))?\/?$/.exec(one) ?? [];
    const host = bracketed ?? plain;
    const number = port === undefined ? undefined : Number(port);
    if (host === undefined || host.startsWith('-') || number === 0 || (number ?? 0) > 65_535) {
      throw configError(
        at,
        `"${one}" is no server to jump over`,
        'Write [user@]host[:port], with commas between.',
      );
    }
    return { host, ...withoutGaps({ user, port: number }) };
  });
}
