import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ByteStream } from '../../core/command.ts';
import type { Controller } from '../../core/scope.ts';
import { caText } from '../outside/ca-text.ts';
import { plainUrl } from '../outside/plain-url.ts';
import { readInPieces } from '../shared/read-in-pieces.ts';
import type { Origin } from './origin.ts';

/** An origin with what the controller knows about it. */
export type Source =
  | Exclude<Origin, { readonly controller: string }>
  | { readonly here: string; readonly stream: ByteStream }
  | { readonly here: string; readonly unusable: string };

/** Looks up what should come from the controller; a file that is not there is for the next origin to give. */
export async function sourceOf(
  origin: Origin,
  name: string,
  { directory }: Pick<Controller, 'directory'>,
): Promise<Source> {
  if ('url' in origin) return { ...origin, ca: await caText(origin.ca, directory) };
  if ('apt' in origin) return origin;
  const given = resolve(directory, origin.controller);
  const isDirectory = (await stat(given).catch(() => undefined))?.isDirectory() ?? false;
  const here = isDirectory ? join(given, name) : given;
  const stats = await stat(here).catch(() => undefined);
  if (stats?.isFile() !== true) return { here, unusable: `the controller has no file ${here}` };
  return { here, stream: { bytes: stats.size, open: () => readInPieces(here) } };
}

/** A source in words. A user name and password in a URL are left out. */
export function nameOf(source: Source): string {
  if ('url' in source) {
    return source.from === 'controller' ? `${plainUrl(source.url)} by the controller` : plainUrl(source.url);
  }
  return 'apt' in source ? `source package ${source.apt}` : `controller ${source.here}`;
}
