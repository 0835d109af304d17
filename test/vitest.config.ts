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
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: ['test/lab/*.test.ts'],
          // With a build of httpd in it, and with that of the hosts' base trees.
          testTimeout: 600_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
