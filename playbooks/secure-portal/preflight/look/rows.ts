/** What a script has told under one tag, a row a line, its fields with tabs between. */
export function rows(told: string, tag: string): readonly (readonly string[])[] {
  return told.split('\n').flatMap((line) => {
    const [own, ...fields] = line.split('\t');
    return own === tag ? [fields] : [];
  });
}
