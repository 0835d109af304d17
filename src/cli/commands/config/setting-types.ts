import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { reportFile } from '../../report-file.ts';

export const text = z.string().min(1);
export const flag = z.boolean();
export const count = z.int().positive();
export const seconds = z.int().min(1).max(3600);

export const list = z.union([text.transform((one) => [one]), z.array(text)]);

/** Hosts, or a part of them such as `25%`. */
export const share = z.union([
  z.int().min(0),
  z.string().regex(/^(?:100|\d{1,2})(?:\.\d+)?%$/, 'must be a number of hosts, or a part such as 25%'),
]);

export const reportPath = text.transform((path, context) => {
  try {
    return reportFile(path);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});
