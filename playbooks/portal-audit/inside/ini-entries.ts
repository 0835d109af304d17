import { type Shell, sh } from 'drover';
import { shippedPasswords } from '../../secure-portal/gateway/shipped-passwords.ts';

/** One setting of a file with sections, as the host has told it. */
export interface IniEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** What of a file is told, under which tag. */
interface IniQuestion {
  readonly tag: string;
  /** A regular expression of awk for the keys. */
  readonly wanted: string;
  readonly file: string;
}

/**
 * Tells the wanted settings of a file with sections, each as `TAG⇥section⇥key⇥value`; of a password only its form (none,
 * well-known or set): it never leaves the host.
 */
export function tellIni({ tag, wanted, file }: IniQuestion): Shell {
  return sh`awk -v tag=${tag} -v wanted=${wanted} -v shipped=${shippedPasswords.join(' ')} ${program} ${file}`;
}

/** Reads what was told under one tag. */
export function iniEntries(told: string, tag: string): readonly IniEntry[] {
  return told.split('\n').flatMap((line) => {
    const [ownTag, section = '', key = '', ...value] = line.split('\t');
    return ownTag === tag ? [{ section, key, value: value.join('\t') }] : [];
  });
}

const program = String.raw`
BEGIN { count = split(shipped, list, " "); for (at = 1; at <= count; at++) known[list[at]] = 1 }
function trimmed(text) { gsub(/^[ \t]+|[ \t\r]+$/, "", text); return text }
/^[ \t]*[;#]/ { next }
/^[ \t]*\[/ { section = $0; sub(/^[^[]*\[/, "", section); sub(/\][^]]*$/, "", section); print tag "\t" section "\t\t"; next }
{
  at = index($0, "=")
  if (at == 0) next
  key = trimmed(substr($0, 1, at - 1)); value = trimmed(substr($0, at + 1))
  if (tolower(key) ~ /password|pwd/) {
    value = value == "" ? "none" : (value in known) ? "well-known" : "set"
  } else if (key !~ wanted) next
  print tag "\t" section "\t" key "\t" value
}`;
