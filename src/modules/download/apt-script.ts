import { lines, type Shell, sh } from '../../core/sh.ts';

interface Wanted {
  readonly apt: string;
  readonly file: string;
  readonly member?: string | undefined;
}

/**
 * Puts a file of a source package of the host's distribution in `$new`. Works for any user and leaves apt's own
 * configuration, lists and caches alone: everything it needs is below `work`, and is used again for an hour.
 * Needs a directory `$t` of its own.
 */
export function aptScript({ apt, file, member }: Wanted, work: string): Shell {
  return lines([
    sh`command -v apt-get >/dev/null 2>&1 || { echo "the host has no apt-get, so no archive of sources to ask" >&2; exit 1; }`,
    sh`w=${`${work}/apt`} p=${apt} wanted=${file}`,
    oddPathRefused,
    sh`mkdir -p -- "$w"/sources "$w"/lists/partial "$w"/cache/archives/partial "$w"/files/"$p" && cd -- "$w" || exit`,
    settings,
    sources,
    update,
    fetch,
    member === undefined ? sh`cp -- files/"$p"/"$found" "$new"` : extract(member),
  ]);
}

/** With a newline in its paths, apt-get copies for ever (seen with apt 2.6). */
const oddPathRefused = sh`case $w in *'
'*) echo "apt cannot work below a path that holds a newline" >&2; exit 1 ;; esac`;

/** Hooks of the host are cleared: they clean its caches, or need to be root. Only we use these directories. */
const settings = sh`cat >apt.conf <<'END'
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
Debug::NoLocking "1";
END
with_apt() { tool=$1; shift
"$tool" -q -c "$w"/apt.conf -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$w"/sources -o Dir::State::Lists="$w"/lists -o Dir::Cache="$w"/cache "$@"; }`;

/** The places that the host's packages come from, asked for sources instead. */
const sources = sh`eval "$(apt-config shell main Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
for f in "$main" "$parts"/*.list; do if [ -f "$f" ] && [ -r "$f" ]; then
sed -n '/cdrom:/d; s/^[[:space:]]*deb\(-src\)\{0,1\}\([[:space:]]\)/deb-src\2/p' <"$f"; fi; done | sort -u >"$t"/drover.list
for f in "$parts"/*.sources; do if [ -f "$f" ] && [ -r "$f" ]; then
sed 's/^[Tt][Yy][Pp][Ee][Ss]:.*/Types: deb-src/' <"$f"; echo; fi; done >"$t"/drover.sources`;

const update = sh`same() { cmp -s "$t"/"$1" sources/"$1"; }
if [ -z "$(find updated -mmin -60 2>/dev/null)" ] || ! same drover.list || ! same drover.sources; then
rm -f updated; cp -- "$t"/drover.list "$t"/drover.sources sources/ || exit
if with_apt apt-get update >update.log 2>&1 && ! grep -q '^[EW]: Failed to fetch' update.log; then : >updated; fi; fi
with_apt apt-cache showsrc --only-source "$p" 2>/dev/null |
awk '$1 == "Version:" { v = $2 } /^ [0-9a-f]+ [0-9]+ [^ ]+$/ { print v, $3 }' | sort -u | sort -rV >"$t"/known`;

/** An archive may hold several versions, and the newest is not always the one that is wanted, or there at all. */
const fetch = sh`found= tried=
while read -r version name; do
case $name in $wanted) ;; *) continue ;; esac
tried=$name
if (cd -- files/"$p" && with_apt apt-get --only-source --download-only source "$p=$version" </dev/null) >fetch.log 2>&1 && [ -f files/"$p"/"$name" ]; then found=$name; break; fi
done <"$t"/known
if [ -z "$found" ]; then rm -f updated
if [ -n "$tried" ]; then echo "apt did not fetch $tried:"; grep '^E:' fetch.log | head -n 3
elif [ -s "$t"/known ]; then echo "the source package $p has no file $wanted here, but $(cut -d ' ' -f 2 <"$t"/known | sort -u | tr '\n' ' ')"
else echo "apt knows no source package $p here"; grep '^[EW]:' update.log | head -n 3; fi >&2
exit 1; fi`;

function extract(member: string): Shell {
  // Not tar's own -J: a small Debian has no xz, but apt can read what it fetches.
  return sh`/usr/lib/apt/apt-helper cat-file files/"$p"/"$found" | tar -x -O -f - -- ${member} >"$new" && [ -s "$new" ] ||
{ echo "$found has no file "${member} >&2; exit 1; }`;
}
