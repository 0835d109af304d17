import { describe, expect, it } from 'vitest';
import { moduleTask } from '../../../../src/cli/commands/exec/module-task.ts';
import { UsageError } from '../../../../src/core/errors.ts';

function complaint(name: string, ...given: readonly string[]): string {
  try {
    moduleTask(name, given);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}\n${error.hint}`;
    throw error;
  }
  return 'none';
}

describe('a task from a command line', () => {
  it('is one of the module, typed by its schema', () => {
    expect(moduleTask('packages', ['names=nginx,curl,recommends=yes'])).toMatchObject({
      is: 'task',
      module: 'packages',
      name: 'packages names=nginx,curl,recommends=yes',
    });
  });

  it('is refused with what was probably meant', () => {
    expect(complaint('servce')).toMatchInlineSnapshot(`
      "There is no module "servce"
      Did you mean "service"?"
    `);
    expect(complaint('file', 'path=/x,stat=directory,force=perhaps')).toMatchInlineSnapshot(`
      "The parameters of file are wrong: force: expected boolean, received string; there is no "stat" (did you mean "state"?)
      See them all: drover doc file"
    `);
    expect(complaint('service', 'state=startd')).toMatchInlineSnapshot(`
      "The parameters of service are wrong: name is missing (expected string); state must be one of started, stopped, restarted, reloaded (did you mean "started"?)
      See them all: drover doc service"
    `);
    expect(complaint('httpProbe', 'url=http://x/ expect.stauts=200')).toMatchInlineSnapshot(`
      "The parameters of httpProbe are wrong: there is no "expect.stauts" (did you mean "status"?)
      See them all: drover doc httpProbe"
    `);
  });
});
