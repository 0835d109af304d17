import { type Query, query } from '../../core/query.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';

/** What a time should be: as it is, that of the host's clock, or one of ISO 8601. */
export interface WantedTimes {
  readonly modificationTime: string;
  readonly accessTime: string;
}

/** The times that something has. */
export interface FoundTimes {
  /** In seconds since 1970, as exactly as the host's stat knows. */
  readonly modified: string;
  readonly accessed: string;
  /** What the host's clock said then. */
  readonly now: number;
}

type Key = 'modified' | 'accessed';

/** Only what is to be another: `from` in seconds since 1970, absent for what is made; `to` as it was asked for. */
export interface TimesChange {
  readonly is: 'times';
  readonly from: Readonly<Partial<Record<Key, string>>>;
  readonly to: Readonly<Partial<Record<Key, string>>>;
}

/** So old, in seconds, may be what is of now. */
const freshSeconds = 60;

const keys: readonly Key[] = ['modified', 'accessed'];

/** In check mode, of what something before would change. */
const unknownTime = 'Infinity';

/** Asks for the times of a path, without following a link at its end. */
export function timesState(path: string): Query<FoundTimes | undefined> {
  const script = sh`p=${path}; if [ -e "$p" ] || [ -L "$p" ]; then stat -c '%.9Y %.9X' -- "$p" && date +%s; fi`;
  return query<FoundTimes | undefined>(script, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => {
      const [modified = '', accessed = '', now = ''] = stdout.split(/\s/);
      return modified === '' ? undefined : { modified, accessed, now: Number(now) };
    },
    afterTouch: (found) => found && { ...found, modified: unknownTime, accessed: unknownTime },
  });
}

/** Whether any time is asked for. */
export function asksForTimes(wanted: WantedTimes): boolean {
  return keys.some((key) => wantedOf(wanted, key) !== 'preserve');
}

/** What has to change; `found` is undefined for what is made, whose times are those of now. */
export function timesChanges(found: FoundTimes | undefined, wanted: WantedTimes): readonly TimesChange[] {
  const other = keys.filter((key) => !isSo(found, key, wantedOf(wanted, key)));
  if (other.length === 0) return [];
  return [
    {
      is: 'times',
      from: found === undefined ? {} : Object.fromEntries(other.map((key) => [key, found[key]])),
      to: Object.fromEntries(other.map((key) => [key, wantedOf(wanted, key)])),
    },
  ];
}

function wantedOf({ modificationTime, accessTime }: WantedTimes, key: Key): string {
  return key === 'modified' ? modificationTime : accessTime;
}

function isSo(found: FoundTimes | undefined, key: Key, wanted: string): boolean {
  if (wanted === 'preserve') return true;
  if (wanted !== 'now') return found !== undefined && Number(found[key]) === Date.parse(wanted) / 1000;
  if (found === undefined) return true;
  const age = found.now - Math.floor(Number(found[key]));
  return age >= 0 && age <= freshSeconds;
}

/** In words, such as `modification time 2026-01-31T00:00:00Z → now`. */
export function timesWords({ from, to }: TimesChange): string {
  const words = keys.flatMap((key) => {
    const [was, will] = [Number(from[key]), to[key]];
    if (will === undefined) return [];
    const before = Number.isFinite(was) ? `${isoOf(was * 1000)} → ` : '';
    const name = key === 'modified' ? 'modification time' : 'access time';
    return [`${name} ${before}${will === 'now' ? will : isoOf(Date.parse(will))}`];
  });
  return words.join(', ');
}

/** Sets times. A link is not followed. */
export function setTimes(path: string, { modified, accessed }: TimesChange['to']): Shell {
  // Both at once by a command of its own: whoever may write a file may do so, and not its owner only.
  if (modified === 'now' && accessed === 'now') return sh`touch -c -h -- ${path}`;
  return lines([setTime(path, '-m', modified), setTime(path, '-a', accessed)]);
}

function setTime(path: string, flag: string, to: string | undefined): Shell {
  if (to === undefined) return sh`:`;
  if (to === 'now') return sh`touch -c -h ${flag} -- ${path} || exit`;
  const digits = isoOf(Date.parse(to)).replaceAll(/\D/g, '');
  return sh`TZ=UTC0 touch -c -h ${flag} -t ${digits.replace(/(?=..$)/, '.')} -- ${path} || exit`;
}

/** Sets times that were found before. */
export function resetTimes(path: string, { modified, accessed }: TimesChange['from']): Shell {
  const reset = (flag: string, to: string | undefined) =>
    to === undefined ? sh`:` : sh`touch -c -h ${flag} -d ${`@${to}`} -- ${path} || exit`;
  return lines([reset('-m', modified), reset('-a', accessed)]);
}

/** In whole seconds. */
function isoOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
