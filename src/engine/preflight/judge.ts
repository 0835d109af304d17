import type { Finding, HostFigures } from '../../core/host-check.ts';
import type { Room, Told } from './questions.ts';

/** What a user's shell said, and when it was asked and had answered by our clock. */
export interface Asked {
  /** Undefined: the login. */
  readonly user: string | undefined;
  readonly told: Told;
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

export interface Judgement {
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly figures: Omit<HostFigures, 'tookMs'>;
}

const littleBytes = 100_000_000;
const muchSkewMs = 5_000;

/** What follows from the answers of a host's users. Pure. */
export function judge(asked: readonly Asked[]): Judgement {
  const rooms = roomsOf(asked);
  const aheadMs = clockAheadMs(asked);
  return {
    problems: [...asked.flatMap(missingTools), ...rooms.filter(({ freeBytes }) => freeBytes === 0).map(full)],
    warnings: [
      ...rooms.filter(({ freeBytes }) => freeBytes > 0 && freeBytes < littleBytes).map(scarce),
      ...(aheadMs !== undefined && Math.abs(aheadMs) > muchSkewMs ? [askew(aheadMs)] : []),
    ],
    figures: {
      ...(aheadMs === undefined ? {} : { clockAheadMs: aheadMs }),
      freeBytes: Object.fromEntries(rooms.map(({ directory, freeBytes }) => [directory, freeBytes])),
    },
  };
}

function missingTools({ user, told: { missing } }: Asked): readonly Finding[] {
  if (missing.length === 0) return [];
  const are = missing.length === 1 ? 'is' : 'are';
  return [
    {
      about: 'tools',
      message: `${missing.join(', ')} ${are} not there${user === undefined ? '' : ` for ${user}`}, or not as modules need ${missing.length === 1 ? 'it' : 'them'}`,
      hint: 'Install coreutils or busybox; look at PATH. Without them modules cannot look at files.',
    },
  ];
}

/** Each directory once, where a user may write into it: less is left for a user than for root. */
function roomsOf(asked: readonly Asked[]): readonly Room[] {
  const rooms = new Map<string, Room>();
  for (const room of asked.flatMap(({ told }) => told.rooms)) {
    const known = rooms.get(room.directory);
    if (room.isWritable && (known === undefined || room.freeBytes < known.freeBytes)) {
      rooms.set(room.directory, room);
    }
  }
  return [...rooms.values()];
}

function full({ directory }: Room): Finding {
  return {
    about: 'space',
    message: `There is no room left in ${directory}`,
    hint: `Make room on the file system of ${directory}: nothing can be written there.`,
  };
}

function scarce({ directory, freeBytes }: Room): Finding {
  return {
    about: 'space',
    message: `${Math.floor(freeBytes / 1_000_000)} MB are left in ${directory}`,
    hint: 'Make room before something can be written only by half.',
  };
}

/** At least so much: where in the second that it names, and when between our asking and its answer, nobody knows. */
function clockAheadMs(asked: readonly Asked[]): number | undefined {
  const least = asked.flatMap(({ told: { clock }, askedAtMs, answeredAtMs }) => {
    if (clock === undefined) return [];
    const ahead = clock * 1000 - answeredAtMs;
    const behind = askedAtMs - (clock * 1000 + 999);
    return [Math.max(0, ahead) - Math.max(0, behind)];
  });
  return least.toSorted((one, other) => Math.abs(other) - Math.abs(one))[0];
}

function askew(aheadMs: number): Finding {
  const by = `${Math.floor(Math.abs(aheadMs) / 1000)} s`;
  return {
    about: 'clock',
    message: `Its clock is ${by} ${aheadMs > 0 ? 'ahead of' : 'behind'} ours`,
    hint: 'Set it, best by NTP: certificates may not be valid yet, and a restart that is due may not be seen.',
  };
}
