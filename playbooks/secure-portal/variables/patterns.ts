import { z } from 'zod';

const path = z.string().startsWith('/', 'must be an absolute path');

/** What values of several variables look like. */
export const patterns = {
  path,
  /** A path that also stands in httpd.conf, and in units, where quotes, backslashes, variables and new lines have a meaning. */
  confPath: path.regex(/^[^"\\$%\p{Cc}]*$/u, 'must not hold quotes, backslashes, $, % or control characters'),
  hostName: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.:_-]*[A-Za-z0-9])?$/, 'is not a host name or address'),
  account: z.string().regex(/^([A-Za-z_][A-Za-z0-9_.-]*)?$/, 'is not the name of a user or group'),
  port: z.coerce.number().int().min(1).max(65535),
  unit: z.string().regex(/^[A-Za-z0-9@:_.-]+$/, 'is not the name of a unit'),
};
