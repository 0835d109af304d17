#!/usr/bin/env node
import { keepCompiledCode } from './keep-compiled-code.ts';
import { zodInOneFile } from './zod-in-one-file.ts';

keepCompiledCode();
zodInOneFile();
const { main } = await import('./program.ts');

process.exitCode = await main(process.argv.slice(2));
