import { RefusedError } from '../../core/errors.ts';

/** The wanted subnet or, where one of the taken ones overlaps it, the next `10.x.0.0/24`-like one that is free. */
export function freeSubnet(wanted: string, taken: readonly string[]): string {
  const [, second = 0, third = 0] = wanted.split('.').map(Number);
  const candidates = Array.from({ length: 256 }, (_, step) => `10.${(second + step) % 256}.${third}.0/24`);
  const free = candidates.find((candidate) => !taken.some((one) => overlap(candidate, one)));
  if (free !== undefined) return free;
  throw new RefusedError(`Every subnet from ${wanted} on is in use on this machine`, {
    hint: 'Name another one with `subnet`.',
  });
}

function overlap(one: string, other: string): boolean {
  const [first, second] = [rangeOf(one), rangeOf(other)];
  const mask = Math.min(first.bits, second.bits);
  const size = 2 ** (32 - mask);
  return Math.floor(first.start / size) === Math.floor(second.start / size);
}

function rangeOf(subnet: string): { readonly start: number; readonly bits: number } {
  const [address = '', bits = '32'] = subnet.split('/');
  const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { start, bits: Number(bits) };
}
