import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const conditions = ['drover:source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    root: new URL('..', import.meta.url).pathname,
    // Most of them wait for another program most of the time, so that two keep a small machine busy.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
    // What takes minutes on a slow machine, where a shorter test holds the same for the usual case.
    tags: [{ name: 'long', description: 'left out by npm test, and run by npm run test:all' }],
    reporters: ['default', './test/support/count-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          // The files of test/lab itself need real hosts; its folders test the parts of src/lab.
          exclude: ['test/lab/*.test.ts', 'test/contract/**', 'test/bench/**'],
          // Many of them start a real shell, which takes its time on a busy machine.
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: ['test/lab/*.test.ts'],
          // With a build of httpd in it, which takes ten minutes where programs start slowly, and with that of base trees.
          testTimeout: 1_500_000,
          hookTimeout: 1_500_000,
        },
      },
    ],
  },
});
