/**
 * Prints as JSON what is installed, and how each requirement stands to it. Arguments: requirements as JSON, and the
 * path of a file of requirements or nothing.
 */
export const lookScript = String.raw`
import json, os, re, sys, sysconfig
from importlib import metadata
from pip import __version__ as pip
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
from pip._vendor.packaging.utils import canonicalize_name as canonical
problem = None
def lines(path, seen):
    if path in seen: return
    text = open(path, encoding='utf-8').read().replace('\\\n', ' ')
    for line in text.splitlines():
        line = re.sub(r'(^|\s)#.*$', '', line).strip()
        inner = re.match(r'(-r|--requirement)[ =]*(.+)$', line)
        if inner: yield from lines(os.path.join(os.path.dirname(path), inner.group(2).strip()), seen + [path])
        elif line and not line.startswith('-'): yield re.sub(r'\s--.*$', '', line)
        elif re.match(r'-e|--editable', line): raise InvalidRequirement(line + ' names no package')
texts, wanted = json.loads(sys.argv[1]), []
installed = {canonical(d.metadata['Name']): d.version for d in metadata.distributions() if d.metadata['Name']}
try:
    texts += list(lines(sys.argv[2], [])) if sys.argv[2] else []
    for text in texts:
        one = Requirement(text)
        if one.marker and not one.marker.evaluate(): continue
        name = canonical(one.name)
        has = installed.get(name)
        good = has is not None and (one.url is not None or one.specifier.contains(has, prereleases=True))
        wanted.append({'text': text, 'name': name, 'isSatisfied': good})
except (InvalidRequirement, OSError, UnicodeError) as error: problem = str(error)
managed = sys.prefix == sys.base_prefix and os.path.exists(os.path.join(sysconfig.get_path('stdlib'), 'EXTERNALLY-MANAGED'))
print(json.dumps({'pip': pip, 'python': '.'.join(map(str, sys.version_info[:3])), 'installed': installed, 'wanted': wanted, 'isManaged': managed, 'problem': problem}))
`;

/** Brings back what was installed. Arguments: what was, as JSON, and words for `pip install`. */
export const undoScript = String.raw`
import json, subprocess, sys
from importlib import metadata
from pip._vendor.packaging.utils import canonicalize_name as canonical
was, words = json.loads(sys.argv[1]), sys.argv[2:]
now = {canonical(d.metadata['Name']): d.version for d in metadata.distributions() if d.metadata['Name']}
gone = [name for name in now if name not in was]
back = [name + '==' + version for name, version in was.items() if now.get(name) != version]
pip = [sys.executable, '-m', 'pip']
if gone: subprocess.check_call(pip + ['uninstall', '-y', '-q'] + gone)
if back: subprocess.check_call(pip + ['install', '-q', '--no-deps'] + words + back)
`;
