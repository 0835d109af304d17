const filler = Array.from({ length: 15 }, (_, line) => `setting_${line} = ${'value '.repeat(8)}${line}`);

/** A template of about 1 KiB, with the two values printed as `value` says. */
export function templateText(value: (name: 'host' | 'index') => string): string {
  return [`# file ${value('index')} of ${value('host')}`, ...filler, ''].join('\n');
}

/** What the template comes to. */
export function renderedText(host: string, index: number): string {
  return templateText((name) => (name === 'host' ? host : String(index)));
}

/** Where a rendered file goes on its host. */
export function templatePath(directory: string, index: number): string {
  return `${directory}/file-${String(index).padStart(3, '0')}.conf`;
}
