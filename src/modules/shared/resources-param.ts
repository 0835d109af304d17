import { z } from 'zod';
import type { Resources } from '../../core/resource.ts';

const resource = /^((file|directory):\/|(unit|package|process|port|user|group):.)/;

/** A list of resources such as `file:/etc/hosts`, or `everything`. */
export const resourcesParam = z.custom<Resources>(
  (given) =>
    given === 'everything' ||
    (Array.isArray(given) && given.every((one) => typeof one === 'string' && resource.test(one))),
  "must be 'everything' or a list such as ['file:/etc/hosts', 'unit:httpd']",
);
