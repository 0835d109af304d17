import { expect, it } from 'vitest';
import { Memory } from '../../src/engine/memory.ts';
import { command } from '../../src/modules/command.ts';

it('a task that is skipped has not done what it did, or failed at, in an earlier play', () => {
  const task = command('Do', { argv: ['true'] });
  const memory = new Memory();
  const scope = memory.scope({ name: 'here', groups: [], vars: {} }, false);
  memory.keep(task, { state: 'done', changed: true, certain: true });
  expect(scope.changed(task)).toBe(true);
  memory.skip(task);
  expect(scope.changed(task)).toBe(false);
  expect(() => scope.state(task)).toThrow('"Do" was skipped, so there is no state of it');
  memory.fail(task);
  memory.skip(task);
  expect(scope.failed(task)).toBe(false);
});
