import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Ends a run with what was left out and why, and one line that counts. In CI nothing else than long tests may be left out. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const states = tests.map((test) => test.result().state);
    const notRun = tests.filter((test) => test.result().state === 'skipped');
    const skipped = notRun.filter(({ tags }) => !tags.includes('long'));
    const broken = modules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    ).length;
    const failed = states.filter((state) => state === 'failed').length + broken + unhandled.length;
    for (const line of leftOut(skipped)) process.stdout.write(`${line}\n`);
    const long = notRun.length - skipped.length;
    if (long > 0)
      process.stdout.write(`left out: ${long} — they take long: npm run test:all runs them too\n`);
    const strict = process.env['CI'] === 'true';
    if (strict && skipped.length > 0) {
      process.stdout.write('CI=true: a test that is left out counts as failed.\n');
      process.exitCode = 1;
    }
    const passed = states.filter((state) => state === 'passed').length;
    process.stdout.write(`\n${passed} passed, ${failed + (strict ? skipped.length : 0)} failed\n`);
  }
}

function leftOut(tests: readonly TestCase[]): readonly string[] {
  const reasons = new Map<string, number>();
  for (const test of tests) {
    const result = test.result();
    const why = (result.state === 'skipped' ? result.note : undefined) ?? test.fullName;
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }
  return [...reasons].map(([why, count]) => `left out: ${count} — ${why}`);
}
