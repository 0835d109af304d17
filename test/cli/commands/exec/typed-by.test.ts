import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { typedBy } from '../../../../src/cli/commands/exec/typed-by.ts';
import { sh } from '../../../../src/core/sh.ts';
import { command } from '../../../../src/modules/command.ts';
import { service } from '../../../../src/modules/service.ts';

describe('text becomes what the schema wants', () => {
  it.each([
    [z.int().optional(), '30', 30],
    [z.number().default(1), '-1.5', -1.5],
    [z.number(), 'many', 'many'],
    [z.boolean(), 'yes', true],
    [z.boolean().optional(), 'FALSE', false],
    [z.string(), '42', '42'],
    [z.array(z.string()), 'a, b', ['a', 'b']],
    [z.array(z.string()), '["a,b"]', ['a,b']],
    [z.array(z.int()).min(1).default([1]), '1,2', [1, 2]],
    [z.union([z.int(), z.array(z.int())]), '200,301', [200, 301]],
    [z.union([z.int(), z.array(z.int())]), '200', 200],
    [z.literal([1, 2]), '2', 2],
    [z.strictObject({ n: z.int() }).refine(() => true), { n: '1' }, { n: 1 }],
    [z.strictObject({ n: z.int() }), '{"n": 1}', { n: 1 }],
    [z.record(z.string(), z.string()), '{"A": "b"}', { A: 'b' }],
    [z.strictObject({ n: z.int() }).transform(({ n }) => n), { n: '1' }, { n: 1 }],
    [z.strictObject({ n: z.int() }), { n: '1', other: '2' }, { n: 1, other: '2' }],
  ])('%#: %o', (schema, given, expected) => {
    expect(typedBy(schema, given)).toEqual(expected);
  });

  it('finds the form that is meant of several', () => {
    const typed = typedBy(service.spec.params, { name: 'x', manager: { is: 'systemd', reload: 'true' } });
    expect(typed).toEqual({ name: 'x', manager: { is: 'systemd', reload: true } });
  });

  it('makes scripts and lists of resources where only those fit', () => {
    const typed = typedBy(command.spec.params, { script: 'df | tail -1', touches: 'file:/a,unit:b' });
    expect(typed).toEqual({ script: sh`df | tail -1`, touches: ['file:/a', 'unit:b'] });
  });
});
