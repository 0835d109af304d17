import { UsageError } from '../core/errors.ts';
import { nearFile } from './near-file.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is no directory',
  EISDIR: 'it is a directory',
  EACCES: 'the system does not let you',
  ELOOP: 'its links go round in a circle',
};

interface SystemError extends Error {
  readonly code?: string;
  readonly path?: string;
}

/** The error for a file or directory that the system does not let us read. */
export function unreadable(name: string, cause: unknown): UsageError {
  const { code = '', path }: Partial<SystemError> = cause instanceof Error ? cause : {};
  const reason = reasons[code] ?? (code === '' ? String(cause) : code);
  const hint = code === 'ENOENT' && path !== undefined ? nearFile(path) : undefined;
  return new UsageError(`"${name}" cannot be read: ${reason}`, {
    cause,
    ...(hint === undefined ? {} : { hint }),
  });
}
