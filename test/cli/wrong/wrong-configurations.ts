/** Configurations that cannot be used, each with the name of its file. */
export const wrongConfigurations: readonly (readonly [name: string, text: string])[] = [
  ['drover.config.ts', "export default {\n  inventory: 'hosts',\n  fork: 5,\n  preflight: 'al',\n};\n"],
  ['drover.config.ts', "export default {\n  inventory: 'hosts'\n  forks: 5,\n};\n"],
  ['drover.config.ts', "import { defineConfg } from 'drover';\n\nexport default defineConfg({});\n"],
  ['drover.config.mjs', 'export const forks = 5;\n'],
  [
    'drover.config.ts',
    "export default {\n  timeout: 0,\n  waves: ['many'],\n  becomeMethod: 'pfexec',\n  report: 'last.txt',\n};\n",
  ],
  ['package.json', '{\n  "drover": {\n    "forks": "many"\n  }\n}\n'],
];
