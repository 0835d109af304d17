import { InvalidArgumentError, Option } from 'commander';
import type { Rollout, Share } from '../../core/rollout.ts';

/** How to go over the hosts, in place of what plays say. */
export interface RolloutFlags {
  readonly waves?: readonly Share[];
  readonly failureBudget?: Share;
}

export function rolloutOptions(): readonly Option[] {
  return [
    new Option('--waves <sizes>', 'hosts of each wave, such as 1,25%; the last one repeats').argParser(waves),
    new Option('--failure-budget <hosts>', 'how many hosts, or which part, may be lost').argParser(share),
  ];
}

/** What the flags say of a rollout; what they leave open is the play's. */
export function rolloutOf({ waves: sizes, failureBudget }: RolloutFlags): Rollout {
  return {
    ...(sizes === undefined ? {} : { waves: sizes }),
    ...(failureBudget === undefined ? {} : { failureBudget }),
  };
}

function waves(value: string): readonly Share[] {
  const sizes = value.split(',').map((size) => share(size.trim()));
  if (!sizes.includes(0)) return sizes;
  throw new InvalidArgumentError('A wave has one host at least.');
}

function share(value: string): Share {
  if (/^\d+$/.test(value)) return Number(value);
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(value) ?? [];
  if (percent !== undefined && Number(percent) <= 100) return `${Number(percent)}%`;
  throw new InvalidArgumentError('It must be a number of hosts such as 3, or a part such as 25%.');
}
