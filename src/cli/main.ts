#!/usr/bin/env node
import { keepCompiledCode } from './keep-compiled-code.ts';
import { outliveReaders } from './outlive-readers.ts';
import { zodInOneFile } from './zod-in-one-file.ts';

keepCompiledCode();
zodInOneFile();
outliveReaders([process.stdout, process.stderr]);
const { main } = await import('./program.ts');

process.exitCode = await main(process.argv.slice(2));
