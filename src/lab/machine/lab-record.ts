import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { RefusedError } from '../../core/errors.ts';
import { ipv4Subnet } from './ipv4-subnet.ts';

const hostRecord = z.strictObject({
  name: z.string(),
  /** Its address is the subnet's tenth plus this; 1 is the first. */
  index: z.int().min(1).max(200),
  /** The base tree that its own files lie over, for as long as the host exists. */
  base: z.string(),
  binds: z.array(z.strictObject({ host: z.string(), guest: z.string() })).readonly(),
  diskMb: z.int().positive().optional(),
});
const labRecord = z.strictObject({ subnet: ipv4Subnet, hosts: z.array(hostRecord).readonly() });

/** What the lab remembers of a host between processes. */
export type HostRecord = Readonly<z.output<typeof hostRecord>>;
export type LabRecord = Readonly<z.output<typeof labRecord>>;

/** Reads what a lab remembers; `undefined` when it has never been up. */
export async function readLabRecord(path: string): Promise<LabRecord | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return labRecord.parse(JSON.parse(text));
  } catch (cause) {
    const hint = 'Take the lab down and remove the file.';
    throw new RefusedError(`${path} is not what a lab of this version wrote`, { hint, cause });
  }
}

export async function writeLabRecord(path: string, record: LabRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.tmp`, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(`${path}.tmp`, path);
}
