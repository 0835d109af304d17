import { lines, type Shell, sh } from '../../../core/sh.ts';
import type { PackagesChange } from '../packages-changes.ts';
import type { PackagesParams } from '../params.ts';
import { apkCall } from './apk-call.ts';
import { apkSpec } from './apk-spec.ts';

/** The way back: what was not there goes, the rest is as it was; what came along comes along again. */
export function apkUndoScript({ is, packages }: PackagesChange, desired: PackagesParams): Shell {
  const call = apkCall(desired);
  if (is === 'hold') return sh`${call} add ${packages.map(({ name }) => name)}`;
  const there = packages.filter(({ installed }) => installed !== undefined);
  const exact = there.map((one) => apkSpec(one, one.installed));
  if (is === 'release') return sh`${call} add ${exact}`;
  const absent = packages.filter(({ installed }) => installed === undefined).map(({ name }) => name);
  return lines([
    ...(absent.length === 0 ? [] : [sh`${call} del ${absent} || exit`]),
    ...(exact.length === 0 ? [] : [sh`${call} add ${exact} && ${call} add ${there.map(({ name }) => name)}`]),
  ]);
}
