/** Whether a variable is one that nobody should read over a shoulder, by its name. */
export function isPrivateName(name: string): boolean {
  return /pass(?:word|wd|phrase)?$|secret|token$/i.test(name);
}
