/** One setting of a file with sections, as the host has told it. */
export interface IniEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/**
 * A program of awk that tells the wanted settings of a file with sections, each as `TAG⇥section⇥key⇥value`; of a
 * password only its form (none, well-known or set): it never leaves the host.
 */
export const toldByAwk = String.raw`
function trimmed(text) { gsub(/^[ \t]+|[ \t\r]+$/, "", text); return text }
/^[ \t]*[;#]/ { next }
/^[ \t]*\[/ { section = $0; sub(/^[^[]*\[/, "", section); sub(/\][^]]*$/, "", section); print tag "\t" section "\t\t"; next }
{
  at = index($0, "=")
  if (at == 0) next
  key = trimmed(substr($0, 1, at - 1)); value = trimmed(substr($0, at + 1))
  if (tolower(key) ~ /password|pwd/) {
    known = value == "SYS" || value == "]]]U1lT" || value == "]]]cGFzc3dvcmQ=" || value == "1Phmog51gaVNwReQh0rKvtmGBlRw"
    value = value == "" ? "none" : known ? "well-known" : "set"
  } else if (key !~ wanted) next
  print tag "\t" section "\t" key "\t" value
}`;

/** Reads what that program printed for one tag. */
export function iniEntries(told: string, tag: string): readonly IniEntry[] {
  return told.split('\n').flatMap((line) => {
    const [ownTag, section = '', key = '', ...value] = line.split('\t');
    return ownTag === tag ? [{ section, key, value: value.join('\t') }] : [];
  });
}
